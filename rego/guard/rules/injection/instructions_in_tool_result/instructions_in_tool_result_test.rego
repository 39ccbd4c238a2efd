package guard.rules.injection.instructions_in_tool_result_test

import data.guard.given_test as given
import data.guard.rules.injection.instructions_in_tool_result

seen := given.signal("injection.payload_instruction", 1000)

test_finds_in_stage_tool_result if {
	asked := given.request({"stage": "tool_result", "signals": [seen]})
	found := instructions_in_tool_result.findings with input as asked
	given.brief(found) == {given.expected("injection.instructions_in_tool_result", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({
		"stage": "tool_result",
		"signals": [given.signal("injection.payload_instruction", 599)],
	})
	found := instructions_in_tool_result.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "input", "signals": [seen]})
	found := instructions_in_tool_result.findings with input as asked
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "tool_result", "signals": [given.signal("injection.task_hijack", 1000)]})
	found := instructions_in_tool_result.findings with input as asked
	found == set()
}
