package guard.rules.injection.instructions_in_document_test

import data.guard.given_test as given
import data.guard.rules.injection.instructions_in_document

seen := given.signal("injection.payload_instruction", 1000)

test_finds_in_stage_retrieval if {
	asked := given.request({"stage": "retrieval", "signals": [seen]})
	found := instructions_in_document.findings with input as asked
	given.brief(found) == {given.expected("injection.instructions_in_document", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({
		"stage": "retrieval",
		"signals": [given.signal("injection.payload_instruction", 599)],
	})
	found := instructions_in_document.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := instructions_in_document.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "retrieval", "signals": [given.signal("injection.task_hijack", 1000)]})
	found := instructions_in_document.findings with input as asked
	found == set()
}
