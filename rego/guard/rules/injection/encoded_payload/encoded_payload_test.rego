package guard.rules.injection.encoded_payload_test

import data.guard.given_test as given
import data.guard.rules.injection.encoded_payload

seen := object.union(given.signal("injection.override", 1000), {"views": ["base64"]})

test_finds_in_stage_input if {
	found := encoded_payload.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.encoded_payload", "refuse", [seen])}
}

test_finds_in_stage_retrieval if {
	found := encoded_payload.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	given.brief(found) == {given.expected("injection.encoded_payload", "refuse", [seen])}
}

test_finds_in_stage_tool_result if {
	found := encoded_payload.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("injection.encoded_payload", "refuse", [seen])}
}

test_finds_a_hidden_hazard if {
	asked := given.request({
		"signals": [object.union(given.signal("harm.iwp", 1000), {"views": ["canonical", "rot13"]})],
	})
	found := encoded_payload.findings with input as asked
	given.brief(found) == {given.expected(
		"injection.encoded_payload",
		"refuse",
		[given.signal("harm.iwp", 1000)],
	)}
}

test_ignores_a_low_score if {
	asked := given.request({
		"stage": "input",
		"signals": [object.union(given.signal("injection.override", 499), {"views": ["base64"]})],
	})
	found := encoded_payload.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := encoded_payload.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_plain_text if {
	asked := given.request({"signals": [given.signal("injection.override", 1000)]})
	found := encoded_payload.findings with input as asked
	found == set()
}

test_ignores_a_cleaned_text if {
	asked := given.request({
		"signals": [object.union(given.signal("injection.override", 1000), {"views": ["canonical"]})],
	})
	found := encoded_payload.findings with input as asked
	found == set()
}
