package guard.rules.privacy.pii_in_output_test

import data.guard.given_test as given
import data.guard.rules.privacy.pii_in_output

seen := given.signal("pii.email", 1000)

test_finds_in_stage_output if {
	found := pii_in_output.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("privacy.pii_in_output", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "output", "signals": [given.signal("pii.email", 699)]})
	found := pii_in_output.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := pii_in_output.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_what_may_pass if {
	asked := given.request({"stage": "output", "signals": [given.signal("pii.ip", 1000)]})
	found := pii_in_output.findings with input as asked
	found == set()
}
