package guard.rules.injection.tool_coercion_test

import data.guard.given_test as given
import data.guard.rules.injection.tool_coercion

seen := given.signal("injection.tool_coercion", 1000)

test_finds_in_stage_input if {
	found := tool_coercion.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.tool_coercion", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.tool_coercion", 699)]})
	found := tool_coercion.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := tool_coercion.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.score", 1000)]})
	found := tool_coercion.findings with input as asked
	found == set()
}
