package guard.rules.injection.system_prompt_leak_test

import data.guard.given_test as given
import data.guard.rules.injection.system_prompt_leak

seen := given.signal("injection.role_spoof", 1000)

test_finds_in_stage_output if {
	found := system_prompt_leak.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("injection.system_prompt_leak", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "output", "signals": [given.signal("injection.role_spoof", 699)]})
	found := system_prompt_leak.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := system_prompt_leak.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "output", "signals": [given.signal("injection.score", 1000)]})
	found := system_prompt_leak.findings with input as asked
	found == set()
}
