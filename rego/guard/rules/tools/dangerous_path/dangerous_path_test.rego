package guard.rules.tools.dangerous_path_test

import data.guard.given_test as given
import data.guard.rules.tools.dangerous_path

test_finds_a_path_that_climbs if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"path_class": "traversal"})]}),
	})
	found := dangerous_path.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.dangerous_path",
		"refuse",
		[{"target": "/tool/arguments/to", "type": "argument.path_class"}],
	)}
}

test_ignores_a_relative_path if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"path_class": "relative"})]}),
	})
	found := dangerous_path.findings with input as asked
	found == set()
}

test_ignores_an_argument_that_is_no_path if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [given.argument]}),
	})
	found := dangerous_path.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"path_class": "traversal"})]}),
	})
	found := dangerous_path.findings with input as asked
	found == set()
}
