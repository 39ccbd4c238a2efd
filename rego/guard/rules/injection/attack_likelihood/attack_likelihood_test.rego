package guard.rules.injection.attack_likelihood_test

import data.guard.given_test as given
import data.guard.rules.injection.attack_likelihood

seen := given.signal("injection.score", 1000)

test_finds_in_stage_input if {
	found := attack_likelihood.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.attack_likelihood", "refuse", [seen])}
}

test_finds_in_stage_retrieval if {
	found := attack_likelihood.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	given.brief(found) == {given.expected("injection.attack_likelihood", "refuse", [seen])}
}

test_finds_in_stage_tool_result if {
	found := attack_likelihood.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("injection.attack_likelihood", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.score", 699)]})
	found := attack_likelihood.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := attack_likelihood.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.override", 1000)]})
	found := attack_likelihood.findings with input as asked
	found == set()
}
