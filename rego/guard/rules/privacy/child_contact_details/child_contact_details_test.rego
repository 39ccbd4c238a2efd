package guard.rules.privacy.child_contact_details_test

import data.guard.given_test as given
import data.guard.rules.privacy.child_contact_details

seen := given.signal("pii.email", 1000)

test_finds_in_stage_input if {
	found := child_contact_details.findings with input as given.request(object.union({"subject": {"age_class": "child"}}, {"stage": "input", "signals": [seen]}))
	given.brief(found) == {given.expected("privacy.child_contact_details", "redact", [seen])}
}

test_finds_in_stage_output if {
	found := child_contact_details.findings with input as given.request(object.union({"subject": {"age_class": "child"}}, {"stage": "output", "signals": [seen]}))
	given.brief(found) == {given.expected("privacy.child_contact_details", "redact", [seen])}
}

test_ignores_a_low_score if {
	found := child_contact_details.findings with input as given.request(object.union({"subject": {"age_class": "child"}}, {"stage": "input", "signals": [given.signal("pii.email", 499)]}))
	found == set()
}

test_ignores_another_stage if {
	found := child_contact_details.findings with input as given.request(object.union({"subject": {"age_class": "child"}}, {"stage": "retrieval", "signals": [seen]}))
	found == set()
}

test_ignores_another_type if {
	found := child_contact_details.findings with input as given.request(object.union({"subject": {"age_class": "child"}}, {"stage": "input", "signals": [given.signal("pii.card", 1000)]}))
	found == set()
}

test_ignores_an_adult if {
	found := child_contact_details.findings with input as given.request(object.union({"subject": {"age_class": "child"}}, {"stage": "input", "signals": [seen], "subject": {"age_class": "adult"}}))
	found == set()
}
