package guard.rules.injection.hidden_text_test

import data.guard.given_test as given
import data.guard.rules.injection.hidden_text

seen := given.signal("text.tag_smuggling", 1000)

test_finds_in_stage_input if {
	found := hidden_text.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.hidden_text", "refuse", [seen])}
}

test_finds_in_stage_output if {
	found := hidden_text.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("injection.hidden_text", "refuse", [seen])}
}

test_finds_in_stage_retrieval if {
	found := hidden_text.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	given.brief(found) == {given.expected("injection.hidden_text", "refuse", [seen])}
}

test_finds_in_stage_tool_call if {
	found := hidden_text.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("injection.hidden_text", "refuse", [seen])}
}

test_finds_in_stage_tool_result if {
	found := hidden_text.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("injection.hidden_text", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("text.tag_smuggling", 699)]})
	found := hidden_text.findings with input as asked
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("text.encoded", 1000)]})
	found := hidden_text.findings with input as asked
	found == set()
}
