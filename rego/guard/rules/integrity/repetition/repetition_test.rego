package guard.rules.integrity.repetition_test

import data.guard.given_test as given
import data.guard.rules.integrity.repetition

seen := given.signal("text.repetition", 1000)

test_finds_in_stage_input if {
	found := repetition.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.repetition", "flag", [seen])}
}

test_finds_in_stage_output if {
	found := repetition.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.repetition", "flag", [seen])}
}

test_finds_in_stage_retrieval if {
	found := repetition.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.repetition", "flag", [seen])}
}

test_finds_in_stage_tool_call if {
	found := repetition.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.repetition", "flag", [seen])}
}

test_finds_in_stage_tool_result if {
	found := repetition.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("integrity.repetition", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("text.repetition", 699)]})
	found := repetition.findings with input as asked
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("text.encoded", 1000)]})
	found := repetition.findings with input as asked
	found == set()
}
