package guard.rules.output.exfiltration_link_test

import data.guard.given_test as given
import data.guard.rules.output.exfiltration_link

seen := given.signal("exfiltration.markdown_image", 1000)

test_finds_in_stage_output if {
	found := exfiltration_link.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("output.exfiltration_link", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "output", "signals": [given.signal("exfiltration.markdown_image", 699)]})
	found := exfiltration_link.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := exfiltration_link.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_what_may_pass if {
	asked := given.request({"stage": "output", "signals": [given.signal("exfiltration.data_uri", 1000)]})
	found := exfiltration_link.findings with input as asked
	found == set()
}
