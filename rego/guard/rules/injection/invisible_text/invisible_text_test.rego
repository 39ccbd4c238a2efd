package guard.rules.injection.invisible_text_test

import data.guard.given_test as given
import data.guard.rules.injection.invisible_text

seen := given.signal("text.invisible", 1000)

test_finds_in_stage_input if {
	found := invisible_text.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.invisible_text", "flag", [seen])}
}

test_finds_in_stage_retrieval if {
	found := invisible_text.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	given.brief(found) == {given.expected("injection.invisible_text", "flag", [seen])}
}

test_finds_in_stage_tool_result if {
	found := invisible_text.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("injection.invisible_text", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("text.invisible", 699)]})
	found := invisible_text.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := invisible_text.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("text.oversized", 1000)]})
	found := invisible_text.findings with input as asked
	found == set()
}
