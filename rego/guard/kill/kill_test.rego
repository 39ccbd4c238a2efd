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
