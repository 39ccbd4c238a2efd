package guard.rules.harm.hazard_moderate_test

import data.guard.given_test as given
import data.guard.rules.harm.hazard_moderate

seen := given.signal("harm.dfm", 1000)

test_finds_in_stage_input if {
	found := hazard_moderate.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("harm.hazard_moderate", "flag", [seen])}
}

test_finds_in_stage_output if {
	found := hazard_moderate.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("harm.hazard_moderate", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("harm.dfm", 499)]})
	found := hazard_moderate.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := hazard_moderate.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("harm.spc", 1000)]})
	found := hazard_moderate.findings with input as asked
	found == set()
}

test_finds_what_the_model_is_sure_of if {
	judged := object.union(given.signal("harm.dfm", 420), {"evidence": "model"})
	found := hazard_moderate.findings with input as given.request({"stage": "input", "signals": [judged]})
	given.brief(found) == {given.expected("harm.hazard_moderate", "flag", [judged])}
}

test_ignores_what_the_model_only_suspects if {
	suspected := object.union(given.signal("harm.dfm", 419), {"evidence": "model"})
	found := hazard_moderate.findings with input as given.request({"stage": "input", "signals": [suspected]})
	found == set()
}
