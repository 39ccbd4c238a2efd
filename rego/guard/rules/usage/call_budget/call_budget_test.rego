package guard.rules.usage.call_budget_test

import data.guard.given_test as given
import data.guard.rules.usage.call_budget

test_finds_a_used_up_budget if {
	asked := given.request({"stage": "tool_call", "usage": {"tool_calls": 101}})
	found := call_budget.findings with input as asked
	given.brief(found) == {given.expected(
		"usage.call_budget",
		"refuse",
		[{"target": "/usage/tool_calls", "type": "usage.tool_calls"}],
	)}
}

test_ignores_what_the_budget_allows if {
	asked := given.request({"stage": "tool_call", "usage": {"tool_calls": 100}})
	found := call_budget.findings with input as asked
	found == set()
}

test_ignores_usage_that_is_not_declared if {
	found := call_budget.findings with input as given.request({"stage": "tool_call"})
	found == set()
}

test_ignores_another_stage if {
	found := call_budget.findings with input as given.request({"stage": "output", "usage": {"tool_calls": 101}})
	found == set()
}
