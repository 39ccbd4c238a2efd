package guard.rules.injection.jailbreak_test

import data.guard.given_test as given
import data.guard.rules.injection.jailbreak

seen := given.signal("injection.persona", 1000)

test_finds_in_stage_input if {
	found := jailbreak.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.jailbreak", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.persona", 699)]})
	found := jailbreak.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := jailbreak.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.score", 1000)]})
	found := jailbreak.findings with input as asked
	found == set()
}
