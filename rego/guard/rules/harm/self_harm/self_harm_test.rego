package guard.rules.harm.self_harm_test

import data.guard.given_test as given
import data.guard.rules.harm.self_harm

seen := given.signal("harm.ssh", 1000)

test_finds_in_stage_input if {
	found := self_harm.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("harm.self_harm", "refuse", [seen])}
}

test_finds_in_stage_output if {
	found := self_harm.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("harm.self_harm", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("harm.ssh", 799)]})
	found := self_harm.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := self_harm.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("harm.vcr", 1000)]})
	found := self_harm.findings with input as asked
	found == set()
}

test_finds_what_the_model_is_sure_of if {
	judged := object.union(given.signal("harm.ssh", 650), {"evidence": "model"})
	found := self_harm.findings with input as given.request({"stage": "input", "signals": [judged]})
	given.brief(found) == {given.expected("harm.self_harm", "refuse", [judged])}
}

test_ignores_what_the_model_only_suspects if {
	suspected := object.union(given.signal("harm.ssh", 649), {"evidence": "model"})
	found := self_harm.findings with input as given.request({"stage": "input", "signals": [suspected]})
	found == set()
}
