package guard.rules.harm.specialised_advice_test

import data.guard.given_test as given
import data.guard.rules.harm.specialised_advice

seen := given.signal("harm.spc", 1000)

test_finds_in_stage_output if {
	found := specialised_advice.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("harm.specialised_advice", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "output", "signals": [given.signal("harm.spc", 699)]})
	found := specialised_advice.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := specialised_advice.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "output", "signals": [given.signal("harm.vcr", 1000)]})
	found := specialised_advice.findings with input as asked
	found == set()
}

test_finds_what_the_model_is_sure_of if {
	judged := object.union(given.signal("harm.spc", 650), {"evidence": "model"})
	found := specialised_advice.findings with input as given.request({"stage": "output", "signals": [judged]})
	given.brief(found) == {given.expected("harm.specialised_advice", "flag", [judged])}
}

test_ignores_what_the_model_only_suspects if {
	suspected := object.union(given.signal("harm.spc", 649), {"evidence": "model"})
	found := specialised_advice.findings with input as given.request({"stage": "output", "signals": [suspected]})
	found == set()
}
