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
}

# A kill switch comes before everything else: nothing is asked while it holds.
_found := data.guard.rules.control.kill_switch.findings if {
	count(data.guard.rules.control.kill_switch.findings) > 0
} else := {finding |
	some category, rule
	some finding in data.guard.rules[category][rule].findings
}

_suppressed := {object.union(finding, {"exception": exceptions.covering(finding)}) | some finding in _found}

_counting := {finding |
	some finding in _found
	not exceptions.covering(finding)
}

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

_redactions := [{"target": order[0], "type": order[3], "span": {"start": order[1], "end": order[2]}, "style": style} |
	some order in sort([order | some order in ((_ordered.mask | _ordered.token) | _ordered.partial)])
	style := _style(order)
]

# Ordered twice, the style that shows less is taken.
_style(order) := "mask" if {
	order in _ordered.mask
} else := "token" if {
	order in _ordered.token
} else := "partial"

_ordered[style] := {[target.target, target.span.start, target.span.end, target.type] |
	some finding in _counting
	finding.action == "redact"
	config.style(finding.rule) == style
	some target in finding.targets
} if {
	some style in ["mask", "token", "partial"]
}

_sorted(findings) := [pair[1] | some pair in sort([[finding.rule, finding] | some finding in findings])]
