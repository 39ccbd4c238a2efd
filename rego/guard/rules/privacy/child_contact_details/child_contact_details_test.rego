package guard.rules.privacy.child_contact_details_test

import data.guard.given_test as given
import data.guard.rules.privacy.child_contact_details

seen := given.signal("pii.email", 1000)

test_finds_in_stage_input if {
	asked := given.request(object.union(
		{"subject": {"age_class": "child"}},
		{"stage": "input", "signals": [seen]},
	))
	found := child_contact_details.findings with input as asked
	given.brief(found) == {given.expected("privacy.child_contact_details", "redact", [seen])}
}

test_finds_in_stage_output if {
	asked := given.request(object.union(
		{"subject": {"age_class": "child"}},
		{"stage": "output", "signals": [seen]},
	))
	found := child_contact_details.findings with input as asked
	given.brief(found) == {given.expected("privacy.child_contact_details", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request(object.union(
		{"subject": {"age_class": "child"}},
		{"stage": "input", "signals": [given.signal("pii.email", 499)]},
	))
	found := child_contact_details.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request(object.union(
		{"subject": {"age_class": "child"}},
		{"stage": "retrieval", "signals": [seen]},
	))
	found := child_contact_details.findings with input as asked
	found == set()
}

test_ignores_another_type if {
	asked := given.request(object.union(
		{"subject": {"age_class": "child"}},
		{"stage": "input", "signals": [given.signal("pii.card", 1000)]},
	))
	found := child_contact_details.findings with input as asked
	found == set()
}

test_ignores_an_adult if {
	asked := given.request(object.union(
		{"subject": {"age_class": "child"}},
		{"stage": "input", "signals": [seen], "subject": {"age_class": "adult"}},
	))
	found := child_contact_details.findings with input as asked
	found == set()
}
