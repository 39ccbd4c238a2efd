package guard.rules.tools.money_without_approval_test

import data.guard.given_test as given
import data.guard.rules.tools.money_without_approval

test_finds_a_call_without_approval if {
	asked := given.request({
		"stage": "tool_call",
		"approval": {"declared": false},
		"tool": object.union(given.tool, {"class": "money"}),
	})
	found := money_without_approval.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.money_without_approval",
		"review",
		[{"target": "/approval", "type": "approval"}],
	)}
}

test_finds_an_approval_that_is_too_old if {
	asked := given.request({
		"stage": "tool_call",
		"approval": {"declared": true, "age_ms": 3600001},
		"tool": object.union(given.tool, {"class": "money"}),
	})
	found := money_without_approval.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.money_without_approval",
		"review",
		[{"target": "/approval", "type": "approval"}],
	)}
}

test_ignores_a_call_with_approval if {
	asked := given.request({
		"stage": "tool_call",
		"approval": {"declared": true, "age_ms": 3600000},
		"tool": object.union(given.tool, {"class": "money"}),
	})
	found := money_without_approval.findings with input as asked
	found == set()
}

test_ignores_another_class_of_tool if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {})})
	found := money_without_approval.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"approval": {"declared": false},
		"tool": object.union(given.tool, {"class": "money"}),
	})
	found := money_without_approval.findings with input as asked
	found == set()
}
