package guard.rules.harm.child_safety_test

import data.guard.given_test as given
import data.guard.rules.harm.child_safety

seen := given.signal("harm.cse", 1000)

test_finds_in_stage_input if {
	found := child_safety.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("harm.child_safety", "refuse", [seen])}
}

test_finds_in_stage_output if {
	found := child_safety.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("harm.child_safety", "refuse", [seen])}
}

test_finds_in_stage_retrieval if {
	found := child_safety.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	given.brief(found) == {given.expected("harm.child_safety", "refuse", [seen])}
}

test_finds_in_stage_tool_call if {
	found := child_safety.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("harm.child_safety", "refuse", [seen])}
}

test_finds_in_stage_tool_result if {
	found := child_safety.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("harm.child_safety", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("harm.cse", 649)]})
	found := child_safety.findings with input as asked
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("harm.src", 1000)]})
	found := child_safety.findings with input as asked
	found == set()
}
