package guard.rules.harm.minors_restricted_topics_test

import data.guard.given_test as given
import data.guard.rules.harm.minors_restricted_topics

seen := given.signal("harm.vcr", 1000)

test_finds_in_stage_input if {
	asked := given.request(object.union(
		{"subject": {"age_class": "teen"}},
		{"stage": "input", "signals": [seen]},
	))
	found := minors_restricted_topics.findings with input as asked
	given.brief(found) == {given.expected("harm.minors_restricted_topics", "refuse", [seen])}
}

test_finds_in_stage_output if {
	asked := given.request(object.union(
		{"subject": {"age_class": "teen"}},
		{"stage": "output", "signals": [seen]},
	))
	found := minors_restricted_topics.findings with input as asked
	given.brief(found) == {given.expected("harm.minors_restricted_topics", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request(object.union(
		{"subject": {"age_class": "teen"}},
		{"stage": "input", "signals": [given.signal("harm.vcr", 499)]},
	))
	found := minors_restricted_topics.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request(object.union(
		{"subject": {"age_class": "teen"}},
		{"stage": "retrieval", "signals": [seen]},
	))
	found := minors_restricted_topics.findings with input as asked
	found == set()
}

test_ignores_another_type if {
	asked := given.request(object.union(
		{"subject": {"age_class": "teen"}},
		{"stage": "input", "signals": [given.signal("harm.spc", 1000)]},
	))
	found := minors_restricted_topics.findings with input as asked
	found == set()
}

test_ignores_an_adult if {
	asked := given.request(object.union(
		{"subject": {"age_class": "teen"}},
		{"stage": "input", "signals": [seen], "subject": {"age_class": "adult"}},
	))
	found := minors_restricted_topics.findings with input as asked
	found == set()
}

test_finds_what_the_model_is_sure_of if {
	judged := object.union(given.signal("harm.vcr", 420), {"evidence": "model"})
	asked := given.request(object.union(
		{"subject": {"age_class": "teen"}},
		{"stage": "input", "signals": [judged]},
	))
	found := minors_restricted_topics.findings with input as asked
	given.brief(found) == {given.expected("harm.minors_restricted_topics", "refuse", [judged])}
}

test_ignores_what_the_model_only_suspects if {
	suspected := object.union(given.signal("harm.vcr", 419), {"evidence": "model"})
	asked := given.request(object.union(
		{"subject": {"age_class": "teen"}},
		{"stage": "input", "signals": [suspected]},
	))
	found := minors_restricted_topics.findings with input as asked
	found == set()
}
