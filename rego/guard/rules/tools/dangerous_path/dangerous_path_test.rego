package guard.rules.tools.dangerous_path_test

import data.guard.given_test as given
import data.guard.rules.tools.dangerous_path

test_finds_a_path_that_climbs if {
	found := dangerous_path.findings with input as given.request({"stage": "tool_call", "tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"path_class": "traversal"})]})})
	given.brief(found) == {given.expected("tools.dangerous_path", "refuse", [{"target": "/tool/arguments/to", "type": "argument.path_class"}])}
}

test_ignores_a_relative_path if {
	found := dangerous_path.findings with input as given.request({"stage": "tool_call", "tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"path_class": "relative"})]})})
	found == set()
}

test_ignores_an_argument_that_is_no_path if {
	found := dangerous_path.findings with input as given.request({"stage": "tool_call", "tool": object.union(given.tool, {"arguments": [given.argument]})})
	found == set()
}

test_ignores_another_stage if {
	found := dangerous_path.findings with input as given.request({"stage": "output", "tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"path_class": "traversal"})]})})
	found == set()
}
