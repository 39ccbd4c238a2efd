package guard.rules.injection.many_shot_test

import data.guard.given_test as given
import data.guard.rules.injection.many_shot

seen := given.signal("injection.many_shot", 1000)

test_finds_in_stage_input if {
	found := many_shot.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.many_shot", "refuse", [seen])}
}

test_finds_in_stage_tool_result if {
	found := many_shot.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("injection.many_shot", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.many_shot", 699)]})
	found := many_shot.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := many_shot.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.score", 1000)]})
	found := many_shot.findings with input as asked
	found == set()
}
