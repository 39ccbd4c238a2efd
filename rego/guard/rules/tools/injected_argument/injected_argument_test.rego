package guard.rules.tools.injected_argument_test

import data.guard.given_test as given
import data.guard.rules.tools.injected_argument

seen := given.signal("tool.shell_injection", 1000)

test_finds_in_stage_tool_call if {
	found := injected_argument.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("tools.injected_argument", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("tool.shell_injection", 699)]})
	found := injected_argument.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := injected_argument.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("tool.sql_destructive", 1000)]})
	found := injected_argument.findings with input as asked
	found == set()
}
