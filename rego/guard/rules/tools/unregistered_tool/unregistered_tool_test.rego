package guard.rules.tools.unregistered_tool_test

import data.guard.given_test as given
import data.guard.rules.tools.unregistered_tool

test_finds_an_unregistered_tool if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {"registered": false})})
	found := unregistered_tool.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.unregistered_tool",
		"refuse",
		[{"target": "/tool/name", "type": "tool.registered"}],
	)}
}

test_finds_a_call_without_a_tool if {
	found := unregistered_tool.findings with input as given.request({"stage": "tool_call"})
	given.brief(found) == {given.expected(
		"tools.unregistered_tool",
		"refuse",
		[{"target": "/tool/name", "type": "tool.registered"}],
	)}
}

test_ignores_a_registered_tool if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {})})
	found := unregistered_tool.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "output", "tool": object.union(given.tool, {"registered": false})})
	found := unregistered_tool.findings with input as asked
	found == set()
}
