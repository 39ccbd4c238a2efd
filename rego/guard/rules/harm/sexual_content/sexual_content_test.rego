package guard.rules.harm.sexual_content_test

import data.guard.given_test as given
import data.guard.rules.harm.sexual_content

seen := given.signal("harm.sxc", 1000)

test_finds_in_stage_input if {
	found := sexual_content.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("harm.sexual_content", "refuse", [seen])}
}

test_finds_in_stage_output if {
	found := sexual_content.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("harm.sexual_content", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("harm.sxc", 699)]})
	found := sexual_content.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := sexual_content.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("harm.vcr", 1000)]})
	found := sexual_content.findings with input as asked
	found == set()
}

test_finds_what_the_model_is_sure_of if {
	judged := object.union(given.signal("harm.sxc", 600), {"evidence": "model"})
	found := sexual_content.findings with input as given.request({"stage": "input", "signals": [judged]})
	given.brief(found) == {given.expected("harm.sexual_content", "refuse", [judged])}
}

test_ignores_what_the_model_only_suspects if {
	suspected := object.union(given.signal("harm.sxc", 599), {"evidence": "model"})
	found := sexual_content.findings with input as given.request({"stage": "input", "signals": [suspected]})
	found == set()
}
