package guard.rules.tools.private_host_test

import data.guard.given_test as given
import data.guard.rules.tools.private_host

test_finds_a_private_address if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(
			given.tool,
			{"arguments": [object.union(given.argument, {"host": {"literal": true, "private": true}})]},
		),
	})
	found := private_host.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.private_host",
		"refuse",
		[{"target": "/tool/arguments/to", "type": "argument.host"}],
	)}
}

test_ignores_a_public_host if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(
			given.tool,
			{"arguments": [
				object.union(given.argument, {"host": {"domain": "example.net", "literal": false, "private": false}}),
			]},
		),
	})
	found := private_host.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"tool": object.union(
			given.tool,
			{"arguments": [object.union(given.argument, {"host": {"literal": true, "private": true}})]},
		),
	})
	found := private_host.findings with input as asked
	found == set()
}
