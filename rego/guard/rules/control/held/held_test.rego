package guard.rules.control.held_test

import data.guard.given_test as given
import data.guard.rules.control.held

test_finds_a_switch_that_holds_back if {
	found := held.findings with input as given.request({"kill": [object.union(given.kill, {"state": "review"})]})
	given.brief(found) == {given.expected(
		"control.held",
		"review",
		[{"target": "/kill", "type": "kill.global"}],
	)}
}

test_ignores_a_switch_that_refuses if {
	found := held.findings with input as given.request({"kill": [given.kill]})
	found == set()
}

test_ignores_no_switch if {
	found := held.findings with input as given.request({})
	found == set()
}
