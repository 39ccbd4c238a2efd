package checks_test

import data.checks

good := {
	"inspection": {
		"packages": [
			{"path": "data.guard.result", "builtins": ["object.filter"]},
			{"path": "data.guard.rules.tools.a_rule", "builtins": ["eq"]},
		],
		"rules": [{"path": "data.guard.rules.tools.a_rule.findings"}],
		"annotations": [{
			"scope": "package",
			"package": "data.guard.rules.tools.a_rule",
			"annotations": {
				"title": "A rule",
				"description": "What it finds.",
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
			"types": {"value": ["a"], "direction": "superset"},
			"style": {"value": "mask"},
		},
		"obligations": ["cite"],
	}},
	"params": [{"rule": "tools.a_rule", "name": "min_score"}, {"rule": "tools.a_rule", "name": "types"}],
	"docs": ["docs/rules/tools/a_rule.md"],
	"tests": ["guard/rules/tools/a_rule/a_rule_test.rego"],
}

problems(sources) := {violation.problem | some violation in found} if {
	found := checks.violations with input as sources
}

with_custom(changes) := object.union(good, {"inspection": {"annotations": [object.union(
	good.inspection.annotations[0],
	{"annotations": {"custom": changes}},
)]}})

with_defaults(changes) := object.union(good, {"defaults": {"tools.a_rule": changes}})

test_good_sources_have_no_problem if {
	problems(good) == set()
}

test_a_header_is_complete_and_legal if {
	problems(with_custom({"id": "tools.other"})) == {"the id is not the end of the package's path"}
	problems(with_custom({"owner": ""})) == {"the owner is missing"}
	problems(with_custom({"exemptible": "no"})) == {"exemptible is not true or false"}
	problems(with_custom({"risks": []})) == {"no risk is named"}
	problems(with_custom({"risks": ["owasp:LLM99:2025"]})) == {"a risk is not in the taxonomy"}
	problems(with_custom({"severity": "huge"})) == {
		"the severity is not low, medium, high or critical",
		"the defaults' severity is another",
	}
}

test_a_rule_without_a_header_lacks_everything if {
	bare := object.union(good, {"inspection": {"annotations": [], "rules": []}})
	problems(bare) == {
		"the id is not the end of the package's path",
		"the title is missing",
		"the description is missing",
		"the owner is missing",
		"the action is not refuse, redact, review or flag",
		"the severity is not low, medium, high or critical",
		"exemptible is not true or false",
		"no risk is named",
		"there is nothing called findings",
		"the defaults' action is another",
		"the defaults' severity is another",
		"only a rule that redacts has a style",
	}
}

test_a_rule_has_a_page_and_a_test if {
	problems(object.union(good, {"docs": [], "tests": []})) == {
		"there is no docs/rules/tools/a_rule.md",
		"there is no guard/rules/tools/a_rule/a_rule_test.rego",
	}
}

test_defaults_and_rules_are_of_one_mind if {
	problems(with_defaults({"action": "refuse"})) == {"the defaults' action is another"}
	problems(with_defaults({"params": {"limit": {"value": 1, "direction": "max"}}})) == {
		"the defaults name a parameter that nobody reads",
	}
	problems(with_defaults({"params": {"min_score": {"value": "700", "direction": "min"}}})) == {
		"a parameter's direction does not fit its value",
	}
	problems(with_defaults({"obligations": ["pray"]})) == {"an obligation is none that exists"}
	problems(object.union(good, {"params": array.concat(good.params, [{"rule": "tools.a_rule", "name": "depth"}])})) == {
		"it reads a parameter without a default",
	}
	problems(object.union(good, {"defaults": {"tools.gone": {}}})) == {
		"defaults name a rule that does not exist",
	}
}

test_no_builtin_that_can_fail if {
	failing := object.union(good, {"inspection": {"packages": array.concat(
		good.inspection.packages,
		[{"path": "data.guard.kill", "builtins": ["to_number"]}],
	)}})
	problems(failing) == {"uses a builtin that can fail or needs a host: to_number"}
}

test_only_a_rule_that_redacts_has_a_style if {
	refusing := object.remove(with_custom({"action": "refuse"}), ["params", "defaults"])
	plain := {"action": "refuse", "severity": "low"}
	problems(object.union(refusing, {"params": [], "defaults": {"tools.a_rule": plain}})) == set()
	styled := object.union(plain, {"params": {"style": {"value": "mask"}}})
	problems(object.union(refusing, {"params": [], "defaults": {"tools.a_rule": styled}})) == {
		"only a rule that redacts has a style",
	}
}
