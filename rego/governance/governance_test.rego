package governance.decision_test

import data.governance

_input := {
	"command": "promote",
	"principal": "olga",
	"role": "operator",
	"all_apps": true,
	"version": {"policy": "guard", "state": "canary", "authors": ["writer"]},
	"tier": {"name": "1", "required": 2, "roles": ["approver"]},
	"glass": {"by": ["ask", "confirm"]},
	"restrict": [],
}

_decide(over) := decision if {
	decision := governance.decision with input as object.union(_input, over)
}

test_an_operator_promotes if _decide({}) == {"allow": true, "reasons": []}

test_every_role_has_its_commands_and_no_other if {
	every role in ["author", "approver", "operator", "auditor", "admin", "app", "agent"] {
		every command, roles in data.governance.commands {
			decided := _decide({"command": command, "role": role, "tier": {"required": 0}})
			expected := role in roles
			decided.allow == expected
		}
	}
}

test_an_app_may_nothing if {
	every command, _ in data.governance.commands {
		_decide({"command": command, "role": "app"}).allow == false
	}
}

test_an_unknown_command_is_nobodys if {
	_decide({"command": "erase", "role": "admin"}) == {"allow": false, "reasons": ["command-unknown", "role"]}
}

test_no_command_is_nobodys if not _decide({"command": null}).allow

test_nothing_known_is_refused if not governance.decision.allow with input as {}

test_the_service_is_no_person if {
	every principal in ["deploy", "install", "", 7] {
		_decide({"principal": principal}).reasons == ["principal"]
	}
}

test_a_key_for_some_apps_moves_no_channel if {
	_decide({"all_apps": false}).reasons == ["some-apps"]
	_decide({"all_apps": false, "command": "test"}).allow
}

test_an_author_does_not_approve if {
	approve := {"command": "approve", "role": "approver"}
	_decide(approve).allow
	_decide(object.union(approve, {"principal": "writer"})).reasons == ["author"]
}

test_the_tier_takes_its_roles if {
	_decide({"command": "approve", "role": "admin"}).reasons == ["tier-role"]
	_decide({"command": "approve", "role": "admin", "tier": {"required": 0}}).allow
}

test_nobody_reviews_their_own_glass if {
	every command in ["break-glass.confirm", "break-glass.review"] {
		_decide({"command": command}).allow
		every principal in ["ask", "confirm"] {
			_decide({"command": command, "principal": principal}).reasons == ["own-glass"]
		}
	}
}

test_a_tenant_restricts_roles if {
	only := [{"command": "promote", "roles": ["admin"]}]
	_decide({"restrict": only}).reasons == ["restricted-role"]
	_decide({"restrict": only, "role": "admin"}).allow
	_decide({"restrict": only, "command": "rollback"}).allow
}

test_a_tenant_restricts_principals_of_all if {
	only := [{"command": "*", "principals": ["ines"]}]
	_decide({"restrict": only}).reasons == ["restricted-principal"]
	_decide({"restrict": only, "principal": "ines"}).allow
}

test_a_restriction_allows_nothing if {
	wide := [{"command": "promote", "roles": ["author", "app"]}]
	not _decide({"restrict": wide, "role": "author"}).allow
}
