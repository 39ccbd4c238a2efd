package guard.rules.tools.destructive_argument_test

import data.guard.given_test as given
import data.guard.rules.tools.destructive_argument

seen := given.signal("tool.sql_destructive", 1000)

test_finds_in_stage_tool_call if {
	found := destructive_argument.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("tools.destructive_argument", "review", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("tool.sql_destructive", 699)]})
	found := destructive_argument.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := destructive_argument.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("tool.sql_injection", 1000)]})
	found := destructive_argument.findings with input as asked
	found == set()
}
