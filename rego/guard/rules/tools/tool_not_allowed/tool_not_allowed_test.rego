package guard.rules.tools.tool_not_allowed_test

import data.guard.given_test as given
import data.guard.rules.tools.tool_not_allowed

test_finds_a_tool_off_the_list if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {"allowed": false})})
	found := tool_not_allowed.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.tool_not_allowed",
		"refuse",
		[{"target": "/tool/name", "type": "tool.allowed"}],
	)}
}

test_ignores_an_allowed_tool if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {})})
	found := tool_not_allowed.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "output", "tool": object.union(given.tool, {"allowed": false})})
	found := tool_not_allowed.findings with input as asked
	found == set()
}
