package guard.rules.tools.unknown_recipient_test

import data.guard.given_test as given
import data.guard.rules.tools.unknown_recipient

test_finds_an_address_of_an_unknown_domain if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(
			given.tool,
			{"arguments": [
				object.union(
					given.argument,
					{"shape": "email", "host": {"domain": "example.net", "literal": false, "private": false}},
				),
			]},
		),
	})
	found := unknown_recipient.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.unknown_recipient",
		"flag",
		[{"target": "/tool/arguments/to", "type": "argument.host"}],
	)}
}

test_ignores_an_address_on_the_list if {
	asked := given.request({
		"stage": "tool_call",
		"app": {"hosts": ["example.net"]},
		"tool": object.union(
			given.tool,
			{"arguments": [
				object.union(
					given.argument,
					{"shape": "email", "host": {"domain": "example.net", "literal": false, "private": false}},
				),
			]},
		),
	})
	found := unknown_recipient.findings with input as asked
	found == set()
}

test_ignores_an_argument_that_is_no_address if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [given.argument]}),
	})
	found := unknown_recipient.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"tool": object.union(
			given.tool,
			{"arguments": [
				object.union(
					given.argument,
					{"shape": "email", "host": {"domain": "example.net", "literal": false, "private": false}},
				),
			]},
		),
	})
	found := unknown_recipient.findings with input as asked
	found == set()
}
