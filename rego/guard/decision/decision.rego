# METADATA
# title: The decision
# description: >-
#   Combines the findings of all rules into one verdict. The only place that knows how:
#   refuse > review > redact > flag > allow.
package guard.decision

import data.guard.config
import data.guard.exceptions

# An input this policy cannot read, or a decision that comes out undefined, is refused.
default decision := {
	"action": "refuse",
	"findings": [],
	"suppressed": [],
	"obligations": [],
	"redactions": [],
	"refusal": {"hazard": "generic"},
}

# METADATA
# title: The verdict on one request
# entrypoint: true
decision := object.union(_refusal, {
	"action": _action,
	"findings": _sorted(_counting),
	"suppressed": _sorted(_suppressed),
	"obligations": _obligations,
	"redactions": _redactions,
}) if {
	input.contract == "1"
	input.stage in {"input", "output", "retrieval", "tool_call", "tool_result"}
	is_array(input.signals)
	count(_with_defaults) == 1
}

# Without its parameters a rule does not fire, so where the host has not loaded the defaults nothing may pass.
# Asked together with the input, because the compiler would otherwise answer while it builds.
_with_defaults := [input.contract | config.defaults["control.kill_switch"]]

# A kill switch comes before everything else: nothing is asked while it holds.
_found := [finding | some finding in data.guard.rules.control.kill_switch.findings] if {
	count(data.guard.rules.control.kill_switch.findings) > 0
} else := [finding |
	some category, rule
	some finding in data.guard.rules[category][rule].findings # regal ignore:mixed-iteration
]

_suppressed := [object.union(finding, {"exception": exceptions.covering(finding)}) | some finding in _found]

_counting := [finding |
	some finding in _found
	not exceptions.covering(finding)
]

_refusing := [finding |
	some finding in _counting
	_refuses(finding)
]

_refuses(finding) if finding.action in {"refuse", "review"}

# What is to be taken out must have a place.
_refuses(finding) if {
	finding.action == "redact"
	some target in finding.targets
	not target.span
}

default _action := "allow"

_action := "refuse" if {
	count(_refusing) > 0
} else := "redact" if {
	some finding in _counting
	finding.action == "redact"
}

default _refusal := {}

_refusal := {"refusal": {"hazard": hazards[0][2]}} if {
	hazards := sort([[_severity_rank[finding.severity], _hazard_rank[hazard], hazard] |
		some finding in _refusing
		hazard := config.hazard(finding.rule)
	])
	count(hazards) > 0
}

_severity_rank := {"critical": 0, "high": 1, "medium": 2, "low": 3}

# Of several reasons equally severe, the one whose text helps the person most.
_hazard_rank := {
	"child_safety": 0,
	"self_harm": 1,
	"harm": 2,
	"secrets": 3,
	"privacy": 4,
	"injection": 5,
	"tools": 6,
	"retrieval": 7,
	"scope": 8,
	"generic": 9,
}

_obligations := [{"type": pair[1], "rule": pair[0]} | some pair in sort([pair | some pair in _owed])]

_owed contains [finding.rule, "await_approval"] if {
	some finding in _counting
	finding.action == "review"
}

_owed contains [finding.rule, type] if {
	some finding in _counting
	some type in config.obligations(finding.rule)
}

# Of two rules that take out the same place, the style that shows less is kept. No sets here: hashing
# hundreds of small objects costs milliseconds in WASM.
_redactions := [order |
	some turn, finding in _redacting
	some target in finding.targets
	target.span
	not _taken_out(target, turn)
	order := object.union(target, {"style": config.style(finding.rule)})
]

_taken_out(target, turn) if {
	some earlier, finding in _redacting
	earlier < turn
	target in finding.targets
}

_redacting := [triple[2] |
	some triple in sort([[rank, finding.rule, finding] |
		some finding in _counting
		finding.action == "redact"
		rank := _style_rank[config.style(finding.rule)]
	])
]

_style_rank := {"mask": 0, "token": 1, "partial": 2}

_sorted(findings) := [pair[1] | some pair in sort([[finding.rule, finding] | some finding in findings])]
