package guard.decision_test

import data.guard.config
import data.guard.decision
import data.guard.given_test as given

# What the rules of these tests found; the real ones have tests of their own.
finding(rule, action, severity) := {
	"rule": rule,
	"action": action,
	"severity": severity,
	"exemptible": true,
	"targets": [email],
}

email := {"target": "/content/0/text", "type": "pii.email", "span": {"start": 3, "end": 9}}

flag := finding("privacy.flagged", "flag", "low")

redact := finding("privacy.redacted", "redact", "low")

review := finding("tools.reviewed", "review", "medium")

refuse := finding("harm.refused", "refuse", "high")

decided(findings, changes) := verdict if {
	rules := {"control": {"kill_switch": {"findings": set()}}, "some": {"rule": {"findings": findings}}}
	verdict := decision.decision with input as given.request(changes) with data.guard.rules as rules
}

refused := {
	"action": "refuse",
	"findings": [],
	"suppressed": [],
	"obligations": [],
	"redactions": [],
	"refusal": {"hazard": "generic"},
}

test_nothing_found_is_allowed if {
	allowed := {"action": "allow", "findings": [], "suppressed": [], "obligations": [], "redactions": []}
	decided(set(), {}) == allowed
	decision.decision == allowed with input as given.request({})
}

test_an_input_it_cannot_read_is_refused if {
	decided(set(), {"contract": "2"}) == refused
	decided(set(), {"stage": upper("input")}) == refused
	decided(set(), {"signals": {}}) == refused
	decision.decision == refused with input as {}
}

test_without_its_defaults_it_refuses if {
	verdict := decided(set(), {}) with config.defaults as {}
	verdict == refused
}

test_a_flag_lets_pass if {
	verdict := decided({flag}, {})
	verdict.action == "allow"
	verdict.findings == [flag]
}

test_what_can_be_taken_out_is_taken_out if {
	verdict := decided({flag, redact}, {})
	verdict.action == "redact"
	not verdict.refusal
	verdict.findings == [flag, redact]
	verdict.redactions == [object.union(email, {"style": "mask"})]
}

test_what_has_no_place_cannot_be_taken_out if {
	placeless := object.union(redact, {"targets": [email, object.remove(email, ["span"])]})
	verdict := decided({placeless}, {})
	verdict.action == "refuse"
	verdict.refusal == {"hazard": "privacy"}
	verdict.redactions == [object.union(email, {"style": "mask"})]
}

test_refuse_is_stricter_than_all_else if {
	verdict := decided({flag, redact, review, refuse}, {})
	verdict.action == "refuse"
	verdict.refusal == {"hazard": "harm"}
	verdict.findings == [refuse, flag, redact, review]
}

test_review_holds_until_somebody_approves if {
	verdict := decided({redact, review}, {})
	verdict.action == "refuse"
	verdict.refusal == {"hazard": "tools"}
	verdict.obligations == [{"type": "await_approval", "rule": "tools.reviewed"}]
}

test_obligations_come_with_what_counts if {
	owing := {"control.kill_switch": {}, "privacy.flagged": {"obligations": ["disclose"]}}
	verdict := decided({flag}, {}) with config.defaults as owing
	verdict.obligations == [{"type": "disclose", "rule": "privacy.flagged"}]
	excepted := object.union(given.exception, {"rule": "privacy.flagged"})
	suppressed := decided({flag}, {"exceptions": [excepted]}) with config.defaults as owing
	suppressed.obligations == []
}

test_an_exception_moves_a_finding_to_suppressed if {
	verdict := decided({redact, flag}, {"exceptions": [object.union(given.exception, {"rule": "privacy.redacted"})]})
	verdict.action == "allow"
	verdict.findings == [flag]
	verdict.redactions == []
	verdict.suppressed == [object.union(redact, {"exception": "e1"})]
}

test_no_exception_covers_what_has_none if {
	firm := object.union(refuse, {"exemptible": false})
	verdict := decided({firm}, {"exceptions": [object.union(given.exception, {"rule": "harm.refused"})]})
	verdict.action == "refuse"
	verdict.suppressed == []
}

test_a_kill_switch_comes_before_everything_else if {
	killed := object.union(refuse, {"rule": "control.kill_switch", "severity": "critical"})
	rules := {"control": {"kill_switch": {"findings": {killed}}}, "some": {"rule": {"findings": {refuse, redact}}}}
	verdict := decision.decision with input as given.request({}) with data.guard.rules as rules
	verdict.action == "refuse"
	verdict.refusal == {"hazard": "generic"}
	verdict.findings == [killed]
}

test_the_hazard_is_that_of_the_most_severe_refusal if {
	severe := finding("injection.severe", "refuse", "critical")
	decided({refuse, severe}, {}).refusal == {"hazard": "injection"}
}

test_of_hazards_equally_severe_the_more_helpful_is_named if {
	attack := finding("injection.attack", "refuse", "high")
	decided({attack, finding("harm.self_harm", "refuse", "high")}, {}).refusal == {"hazard": "self_harm"}
}

test_of_two_styles_the_one_that_shows_less_is_taken if {
	styles := {
		"control.kill_switch": {},
		"privacy.a": {"params": {"style": {"value": "partial"}}},
		"privacy.b": {"params": {"style": {"value": "token"}}},
	}
	twice := {finding("privacy.a", "redact", "low"), finding("privacy.b", "redact", "low")}
	verdict := decided(twice, {}) with config.defaults as styles
	verdict.redactions == [object.union(email, {"style": "token"})]
}
