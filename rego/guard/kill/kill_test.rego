package guard.kill_test

import data.guard.given_test as given
import data.guard.kill

held(changes) := found if {
	found := kill.held("refuse") with input as given.request({
		"stage": "tool_call",
		"tool": given.tool,
		"kill": [object.union(given.kill, changes)],
	})
}

test_holds_in_its_scope if {
	held({}) == [{"target": "/kill", "type": "kill.global"}]
	held({"scope": "tenant"}) == [{"target": "/kill", "type": "kill.tenant"}]
	held({"scope": "tenant", "value": "acme"}) == [{"target": "/kill", "type": "kill.tenant"}]
	held({"scope": "app", "value": "support-bot"}) == [{"target": "/kill", "type": "kill.app"}]
	held({"scope": "stage", "value": "tool_call"}) == [{"target": "/kill", "type": "kill.stage"}]
	held({"scope": "tool", "value": "mail"}) == [{"target": "/kill", "type": "kill.tool"}]
}

test_does_not_hold_elsewhere if {
	held({"scope": "tenant", "value": "other"}) == []
	held({"scope": "app", "value": "shop"}) == []
	held({"scope": "stage", "value": "input"}) == []
	held({"scope": "tool", "value": "search"}) == []
	held({"state": "review"}) == []
}

test_holds_until_it_ends if {
	held({"expires_at": 2001}) == [{"target": "/kill", "type": "kill.global"}]
	held({"expires_at": 2000}) == []
}

cohort(bounds, roles, class, context) := count(found) if {
	found := kill.held("refuse") with input as given.request({
		"subject": {"known": true, "roles": roles, "scopes": [], "age_class": class},
		"context": context,
		"kill": [object.union(given.kill, {"scope": "cohort", "cohort": bounds})],
	})
}

test_holds_for_a_cohort if {
	cohort({"roles": ["agent", "vip"]}, ["customer", "vip"], "adult", {}) == 1
	cohort({"roles": ["agent"]}, ["customer"], "adult", {}) == 0
	cohort({"age_classes": ["child", "teen"]}, [], "teen", {}) == 1
	cohort({"age_classes": ["child"]}, [], "unknown", {}) == 0
	cohort({"channels": ["web"]}, [], "adult", {"channel": "web"}) == 1
	cohort({"channels": ["web"]}, [], "adult", {}) == 0
}

test_holds_for_those_in_all_bounds_of_a_cohort if {
	bounds := {"roles": ["vip"], "age_classes": ["adult"], "channels": ["web"]}
	cohort(bounds, ["vip"], "adult", {"channel": "web"}) == 1
	cohort(bounds, [], "adult", {"channel": "web"}) == 0
	cohort(bounds, ["vip"], "teen", {"channel": "web"}) == 0
	cohort(bounds, ["vip"], "adult", {"channel": "voice"}) == 0
}

test_a_drill_holds_for_its_own_requests_alone if {
	drill := object.union(given.kill, {"scope": "drill", "value": "drill:1"})
	kill.held("refuse") == [{"target": "/kill", "type": "kill.drill"}] with input as given.request({
		"kill": [drill],
		"context": {"purpose": "drill:1"},
	})
	kill.held("refuse") == [] with input as given.request({"kill": [drill], "context": {"purpose": "support"}})
	kill.held("refuse") == [] with input as given.request({"kill": [drill]})
}

test_a_pin_refuses_nothing if {
	held({"state": "pin"}) == []
}
