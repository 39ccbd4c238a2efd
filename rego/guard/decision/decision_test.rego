package guard.decision_test

import data.guard.decision
import data.guard.given_test as given

email := given.signal("pii.email", 900)

refused := {
	"action": "refuse",
	"findings": [],
	"suppressed": [],
	"obligations": [],
	"redactions": [],
	"refusal": {"hazard": "generic"},
}

decided(changes) := verdict if {
	verdict := decision.decision with input as given.request(changes)
}

rules(findings) := [finding.rule | some finding in findings]

test_nothing_found_is_allowed if {
	decided({}) == {"action": "allow", "findings": [], "suppressed": [], "obligations": [], "redactions": []}
}

test_an_input_it_cannot_read_is_refused if {
	decided({"contract": "2"}) == refused
	decided({"stage": "dream"}) == refused
	decided({"signals": {}}) == refused
	decision.decision == refused with input as {}
}

test_a_flag_lets_pass if {
	verdict := decided({"signals": [email]})
	verdict.action == "allow"
	rules(verdict.findings) == ["privacy.contact_in_input"]
}

test_what_can_be_taken_out_is_taken_out if {
	verdict := decided({
		"stage": "output",
		"signals": [email, object.union(email, {"span": {"start": 20, "end": 30}})],
	})
	verdict.action == "redact"
	not verdict.refusal
	verdict.redactions == [
		{"target": "/content/0/text", "type": "pii.email", "span": {"start": 3, "end": 9}, "style": "mask"},
		{"target": "/content/0/text", "type": "pii.email", "span": {"start": 20, "end": 30}, "style": "mask"},
	]
}

test_what_has_no_place_cannot_be_taken_out if {
	verdict := decided({"stage": "output", "signals": [email, object.remove(email, ["span"])]})
	verdict.action == "refuse"
	verdict.refusal == {"hazard": "privacy"}
	count(verdict.redactions) == 1
}

test_refuse_is_stricter_than_redact if {
	verdict := decided({"stage": "output", "signals": [email, given.signal("harm.iwp", 1000)]})
	verdict.action == "refuse"
	verdict.refusal == {"hazard": "harm"}
	rules(verdict.findings) == ["harm.hazard_moderate", "harm.hazard_severe", "privacy.pii_in_output"]
}

test_review_holds_until_somebody_approves if {
	verdict := decided({"stage": "tool_call", "tool": object.union(given.tool, {"class": "money"})})
	verdict.action == "refuse"
	verdict.refusal == {"hazard": "tools"}
	verdict.obligations == [{"type": "await_approval", "rule": "tools.money_without_approval"}]
}

test_obligations_come_with_what_counts if {
	verdict := decided({"stage": "output", "signals": [given.signal("harm.spc", 900)]})
	verdict.action == "allow"
	verdict.obligations == [{"type": "disclose", "rule": "harm.specialised_advice"}]
}

test_an_exception_moves_a_finding_to_suppressed if {
	verdict := decided({"stage": "output", "signals": [email], "exceptions": [given.exception]})
	verdict.action == "allow"
	verdict.findings == []
	verdict.redactions == []
	[[finding.rule, finding.exception] | some finding in verdict.suppressed] == [["privacy.pii_in_output", "e1"]]
}

test_no_exception_covers_what_has_none if {
	always := object.union(given.exception, {"rule": "harm.child_safety"})
	verdict := decided({"signals": [given.signal("harm.cse", 900)], "exceptions": [always]})
	verdict.action == "refuse"
	verdict.suppressed == []
}

test_a_kill_switch_comes_before_everything_else if {
	verdict := decided({"signals": [given.signal("harm.cse", 900)], "kill": [given.kill]})
	verdict.action == "refuse"
	verdict.refusal == {"hazard": "generic"}
	rules(verdict.findings) == ["control.kill_switch"]
}

test_of_hazards_equally_severe_the_more_helpful_is_named if {
	verdict := decided({"signals": [given.signal("injection.override", 900), given.signal("harm.ssh", 900)]})
	verdict.refusal == {"hazard": "self_harm"}
}

test_of_two_styles_the_one_that_shows_less_is_taken if {
	finding := {
		"rule": "a.rule",
		"action": "redact",
		"severity": "low",
		"exemptible": true,
		"targets": [{"target": "/content/0/text", "type": "pii.email", "span": {"start": 3, "end": 9}}],
	}
	styles := {
		"a.rule": {"params": {"style": {"value": "partial"}}},
		"b.rule": {"params": {"style": {"value": "token"}}},
	}
	found := {"control": {"kill_switch": {"findings": set()}}, "a": {
		"rule": {"findings": {finding}},
		"other": {"findings": {object.union(finding, {"rule": "b.rule"})}},
	}}
	verdict := decision.decision with input as given.request({})
		with data.guard.rules as found
		with data.guard.config.defaults as styles
	verdict.redactions == [{
		"target": "/content/0/text",
		"type": "pii.email",
		"span": {"start": 3, "end": 9},
		"style": "token",
	}]
}
