package checks_test

import data.checks

source := "guard/rules/tools/a_rule/a_rule.rego"

good := {
	"inspection": {
		"packages": [
			{"path": "data.guard.result", "files": ["guard/result/result.rego"], "builtins": ["object.filter"]},
			{"path": "data.guard.rules.tools.a_rule", "files": [source], "builtins": ["eq"]},
		],
		"rules": [{"path": "data.guard.rules.tools.a_rule.findings"}, {"path": "data.guard.signals.tool"}],
		"annotations": [{
			"scope": "package",
			"package": "data.guard.rules.tools.a_rule",
			"location": {"file": source, "row": 1},
			"annotations": {
				"title": "A rule",
				"description": "What it finds.",
				"related_resources": [{"ref": "docs/rules/tools/a_rule.md"}],
				"custom": {
					"id": "tools.a_rule",
					"action": "redact",
					"severity": "low",
					"owner": "agents",
					"exemptible": false,
					"risks": ["owasp:LLM06:2025"],
				},
			},
		}],
	},
	"defaults": {"tools.a_rule": {
		"action": "redact",
		"severity": "low",
		"params": {
			"min_score": {"value": 700, "direction": "min"},
			"types": {"value": ["tool.b"], "direction": "superset"},
			"style": {"value": "mask"},
		},
		"obligations": ["cite"],
	}},
	"hazards": {"tools": "tools"},
	"vocabulary": {
		"stage": ["input", "output"],
		"signal_type": ["tool.a", "tool.b", "harm.a"],
		"obligation": ["cite", "review"],
		"hazard": ["tools", "generic"],
	},
	"severities": {"tool.a": "low", "tool.b": "high"},
	"words": [
		{"file": source, "row": 5, "field": "stage", "value": "input"},
		{"file": source, "row": 6, "field": "signal_type", "value": "tool.b", "family": "tool", "param": "types"},
		{"file": source, "row": 7, "field": "signal_type", "value": "to", "prefix": true},
		{"file": source, "row": 8, "field": "signal_type", "value": "tools.a_rule"},
		{"file": source, "row": 9, "field": "unlisted", "value": "anything"},
	],
	"refs": [
		{"file": source, "row": 3, "path": "data.guard.signals.tool"},
		{"file": source, "row": 3, "path": "data.guard.signals"},
		{"file": source, "row": 4, "path": "data.guard.config.defaults.tools"},
	],
	"params": [
		{"file": source, "row": 6, "rule": "tools.a_rule", "name": "min_score"},
		{"file": source, "row": 7, "rule": "tools.a_rule", "name": "types"},
	],
	"calls": [{"file": source, "row": 9, "name": "div"}],
	"whole": [],
	"docs": ["docs/rules/tools/a_rule.md"],
	"tests": [{"file": "guard/rules/tools/a_rule/a_rule_test.rego", "row": 1, "count": 2}],
}

problems(sources) := {violation.problem | some violation in found} if {
	found := checks.violations with input as sources
}

places(sources) := {violation.rule | some violation in found} if {
	found := checks.violations with input as sources
}

with_header(changes) := object.union(good, {"inspection": {"annotations": [object.union(
	good.inspection.annotations[0],
	{"annotations": changes},
)]}})

with_custom(changes) := with_header({"custom": changes})

with_defaults(changes) := object.union(good, {"defaults": {"tools.a_rule": changes}})

with_more(field, items) := object.union(good, {field: array.concat(good[field], items)})

with_builtin(name) := object.union(good, {"inspection": {"packages": [
	good.inspection.packages[0],
	object.union(good.inspection.packages[1], {"builtins": [name]}),
]}})
