package guard.rules.tools.tainted_argument_test

import data.guard.given_test as given
import data.guard.rules.tools.tainted_argument

test_finds_a_tainted_argument_of_a_tool_that_writes if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(
			given.tool,
			{"class": "write", "arguments": [object.union(given.argument, {"tainted": true})]},
		),
	})
	found := tainted_argument.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.tainted_argument",
		"review",
		[{"target": "/tool/arguments/to", "type": "argument.tainted"}],
	)}
}

test_ignores_a_tool_that_only_reads if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"tainted": true})]}),
	})
	found := tainted_argument.findings with input as asked
	found == set()
}

test_ignores_an_argument_of_the_users_own if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"class": "write", "arguments": [given.argument]}),
	})
	found := tainted_argument.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"tool": object.union(
			given.tool,
			{"class": "write", "arguments": [object.union(given.argument, {"tainted": true})]},
		),
	})
	found := tainted_argument.findings with input as asked
	found == set()
}
