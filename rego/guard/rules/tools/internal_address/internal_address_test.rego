package guard.rules.tools.internal_address_test

import data.guard.given_test as given
import data.guard.rules.tools.internal_address

seen := given.signal("tool.internal_address", 1000)

test_finds_in_stage_tool_call if {
	found := internal_address.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("tools.internal_address", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("tool.internal_address", 699)]})
	found := internal_address.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := internal_address.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("tool.code_execution", 1000)]})
	found := internal_address.findings with input as asked
	found == set()
}
