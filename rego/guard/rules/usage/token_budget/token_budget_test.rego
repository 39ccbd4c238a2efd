package guard.rules.usage.token_budget_test

import data.guard.given_test as given
import data.guard.rules.usage.token_budget

test_finds_a_used_up_budget if {
	found := token_budget.findings with input as given.request({"stage": "input", "usage": {"tokens": 2000001}})
	given.brief(found) == {given.expected(
		"usage.token_budget",
		"refuse",
		[{"target": "/usage/tokens", "type": "usage.tokens"}],
	)}
}

test_ignores_what_the_budget_allows if {
	found := token_budget.findings with input as given.request({"stage": "input", "usage": {"tokens": 2000000}})
	found == set()
}

test_ignores_usage_that_is_not_declared if {
	found := token_budget.findings with input as given.request({"stage": "input"})
	found == set()
}

test_ignores_another_stage if {
	found := token_budget.findings with input as given.request({"stage": "output", "usage": {"tokens": 2000001}})
	found == set()
}
