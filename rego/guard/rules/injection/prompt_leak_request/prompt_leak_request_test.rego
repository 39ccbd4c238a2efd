package guard.rules.injection.prompt_leak_request_test

import data.guard.given_test as given
import data.guard.rules.injection.prompt_leak_request

seen := given.signal("injection.prompt_leak", 1000)

test_finds_in_stage_input if {
	found := prompt_leak_request.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.prompt_leak_request", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.prompt_leak", 699)]})
	found := prompt_leak_request.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := prompt_leak_request.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.score", 1000)]})
	found := prompt_leak_request.findings with input as asked
	found == set()
}
