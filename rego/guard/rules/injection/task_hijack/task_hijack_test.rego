package guard.rules.injection.task_hijack_test

import data.guard.given_test as given
import data.guard.rules.injection.task_hijack

seen := given.signal("injection.task_hijack", 1000)

test_finds_in_stage_input if {
	found := task_hijack.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.task_hijack", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.task_hijack", 699)]})
	found := task_hijack.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := task_hijack.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.override", 1000)]})
	found := task_hijack.findings with input as asked
	found == set()
}
