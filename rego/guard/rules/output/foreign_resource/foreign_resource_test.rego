package guard.rules.output.foreign_resource_test

import data.guard.given_test as given
import data.guard.rules.output.foreign_resource

seen := given.signal("exfiltration.html_image", 1000)

test_finds_in_stage_output if {
	found := foreign_resource.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("output.foreign_resource", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "output", "signals": [given.signal("exfiltration.html_image", 299)]})
	found := foreign_resource.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := foreign_resource.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "output", "signals": [given.signal("exfiltration.unknown_host", 1000)]})
	found := foreign_resource.findings with input as asked
	found == set()
}
