package guard.rules.control.kill_switch_test

import data.guard.given_test as given
import data.guard.rules.control.kill_switch

test_finds_a_switch_for_everything if {
	found := kill_switch.findings with input as given.request({"kill": [given.kill]})
	given.brief(found) == {given.expected(
		"control.kill_switch",
		"refuse",
		[{"target": "/kill", "type": "kill.global"}],
	)}
}

test_ignores_a_switch_that_only_holds_back if {
	asked := given.request({"kill": [object.union(given.kill, {"state": "review"})]})
	found := kill_switch.findings with input as asked
	found == set()
}

test_ignores_no_switch if {
	found := kill_switch.findings with input as given.request({})
	found == set()
}
