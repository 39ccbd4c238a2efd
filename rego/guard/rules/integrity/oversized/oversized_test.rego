package guard.rules.integrity.oversized_test

import data.guard.given_test as given
import data.guard.rules.integrity.oversized

seen := given.signal("text.oversized", 1000)

test_finds_in_stage_input if {
	found := oversized.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.oversized", "flag", [seen])}
}

test_finds_in_stage_output if {
	found := oversized.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.oversized", "flag", [seen])}
}

test_finds_in_stage_retrieval if {
	found := oversized.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.oversized", "flag", [seen])}
}

test_finds_in_stage_tool_call if {
	found := oversized.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.oversized", "flag", [seen])}
}

test_finds_in_stage_tool_result if {
	found := oversized.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.oversized", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("text.oversized", 699)]})
	found := oversized.findings with input as asked
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("text.encoded", 1000)]})
	found := oversized.findings with input as asked
	found == set()
}
