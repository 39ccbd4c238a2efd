package guard.rules.privacy.identifiers_in_input_test

import data.guard.given_test as given
import data.guard.rules.privacy.identifiers_in_input

seen := given.signal("pii.card", 1000)

test_finds_in_stage_input if {
	found := identifiers_in_input.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("privacy.identifiers_in_input", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("pii.card", 699)]})
	found := identifiers_in_input.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := identifiers_in_input.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_what_may_pass if {
	asked := given.request({"stage": "input", "signals": [given.signal("pii.address", 1000)]})
	found := identifiers_in_input.findings with input as asked
	found == set()
}
