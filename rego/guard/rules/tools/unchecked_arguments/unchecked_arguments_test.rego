package guard.rules.tools.unchecked_arguments_test

import data.guard.given_test as given
import data.guard.rules.tools.unchecked_arguments

test_finds_a_tool_without_schema if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {"schema": "absent"})})
	found := unchecked_arguments.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.unchecked_arguments",
		"flag",
		[{"target": "/tool/arguments", "type": "tool.schema"}],
	)}
}

test_ignores_a_tool_with_schema if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {})})
	found := unchecked_arguments.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "output", "tool": object.union(given.tool, {"schema": "absent"})})
	found := unchecked_arguments.findings with input as asked
	found == set()
}
