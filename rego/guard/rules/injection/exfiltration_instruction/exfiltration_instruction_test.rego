package guard.rules.injection.exfiltration_instruction_test

import data.guard.given_test as given
import data.guard.rules.injection.exfiltration_instruction

seen := given.signal("exfiltration.instruction", 1000)

test_finds_in_stage_retrieval if {
	asked := given.request({"stage": "retrieval", "signals": [seen]})
	found := exfiltration_instruction.findings with input as asked
	given.brief(found) == {given.expected("injection.exfiltration_instruction", "refuse", [seen])}
}

test_finds_in_stage_tool_result if {
	asked := given.request({"stage": "tool_result", "signals": [seen]})
	found := exfiltration_instruction.findings with input as asked
	given.brief(found) == {given.expected("injection.exfiltration_instruction", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "retrieval", "signals": [given.signal("exfiltration.instruction", 699)]})
	found := exfiltration_instruction.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := exfiltration_instruction.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({
		"stage": "retrieval",
		"signals": [given.signal("exfiltration.markdown_image", 1000)],
	})
	found := exfiltration_instruction.findings with input as asked
	found == set()
}
