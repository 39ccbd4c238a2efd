package guard.rules.integrity.detection_incomplete_test

import data.guard.given_test as given
import data.guard.rules.integrity.detection_incomplete

seen := given.signal("limit.work_exhausted", 1000)

test_finds_a_bound_that_was_hit if {
	found := detection_incomplete.findings with input as given.request({"signals": [seen]})
	given.brief(found) == {given.expected("integrity.detection_incomplete", "refuse", [seen])}
}

test_ignores_a_complete_reading if {
	asked := given.request({"signals": [given.signal("text.encoded", 1000)]})
	found := detection_incomplete.findings with input as asked
	found == set()
}
