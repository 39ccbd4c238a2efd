package guard.rules.tools.unknown_host_test

import data.guard.given_test as given
import data.guard.rules.tools.unknown_host

test_finds_an_unknown_domain if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(
			given.tool,
			{"arguments": [
				object.union(given.argument, {"host": {"domain": "example.net", "literal": false, "private": false}}),
			]},
		),
	})
	found := unknown_host.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.unknown_host",
		"refuse",
		[{"target": "/tool/arguments/to", "type": "argument.host"}],
	)}
}

test_finds_an_address_without_a_name if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(
			given.tool,
			{"arguments": [object.union(given.argument, {"host": {"literal": true, "private": false}})]},
		),
	})
	found := unknown_host.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.unknown_host",
		"refuse",
		[{"target": "/tool/arguments/to", "type": "argument.host"}],
	)}
}

test_ignores_a_host_on_the_list if {
	asked := given.request({
		"stage": "tool_call",
		"app": {"hosts": ["example.net"]},
		"tool": object.union(
			given.tool,
			{"arguments": [
				object.union(given.argument, {"host": {"domain": "example.net", "literal": false, "private": false}}),
			]},
		),
	})
	found := unknown_host.findings with input as asked
	found == set()
}

test_ignores_an_argument_without_a_host if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [given.argument]}),
	})
	found := unknown_host.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"tool": object.union(
			given.tool,
			{"arguments": [
				object.union(given.argument, {"host": {"domain": "example.net", "literal": false, "private": false}}),
			]},
		),
	})
	found := unknown_host.findings with input as asked
	found == set()
}

test_ignores_an_email_address if {
	host := {"domain": "example.net", "literal": false, "private": false}
	address := object.union(given.argument, {"shape": "email", "host": host})
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {"arguments": [address]})})
	found := unknown_host.findings with input as asked
	found == set()
}
