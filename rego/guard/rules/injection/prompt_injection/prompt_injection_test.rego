package guard.rules.injection.prompt_injection_test

import data.guard.given_test as given
import data.guard.rules.injection.prompt_injection

seen := given.signal("injection.override", 1000)

test_finds_in_stage_input if {
	found := prompt_injection.findings with input as given.request({"stage": "input", "signals": [seen]})
	given.brief(found) == {given.expected("injection.prompt_injection", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.override", 699)]})
	found := prompt_injection.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := prompt_injection.findings with input as given.request({"stage": "output", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "input", "signals": [given.signal("injection.task_hijack", 1000)]})
	found := prompt_injection.findings with input as asked
	found == set()
}

test_ignores_a_system_message if {
	asked := given.request({
		"stage": "input",
		"signals": [seen],
		"content": [{"role": "system", "trust": "trusted", "chars": 9, "parts": 1}],
	})
	found := prompt_injection.findings with input as asked
	found == set()
}
