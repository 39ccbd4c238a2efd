package checks_test

test_defaults_and_rules_are_of_one_mind if {
	problems(with_defaults({"action": "refuse"})) == {concat("", [
		`the header's action is "redact", that in rego/guard/config/data.json is "refuse": `,
		"make them the same",
	])}
	problems(with_defaults({"params": {"limit": {"value": 1, "direction": "max"}}})) == {concat("", [
		`rego/guard/config/data.json declares the parameter "limit", which the rule does not read: `,
		"remove it",
	])}
	problems(with_defaults({"obligations": ["pray"]})) == {`there is no obligation "pray": it is one of cite, review`}
	problems(object.union(good, {"defaults": {"tools.gone": {"action": "flag"}}})) == {
		"rego/guard/config/data.json has defaults for it, but there is no such rule: remove them",
	}
	problems(object.union(good, {"hazards": {"tools": "gloom"}})) == {
		`the hazard of "tools" is "gloom": it is one of tools, generic`,
	}
	"rego/guard/config/data.json has no defaults for it: add an entry with action and severity" in problems(json.patch(
		good,
		[{"op": "remove", "path": "/defaults/tools.a_rule"}],
	))
}

test_a_parameter_is_declared_and_its_own if {
	problems(with_more("params", [{"file": source, "row": 8, "rule": "tools.a_rule", "name": "depth"}])) == {concat("", [
		`rego/guard/rules/tools/a_rule/a_rule.rego:8 reads the parameter "depth", which has no default: `,
		"add it under params in rego/guard/config/data.json",
	])}
	problems(with_more("params", [{"file": source, "row": 8, "rule": "tools.other", "name": "depth"}])) == {
		`reads a parameter of "tools.other": a rule reads only its own, as "tools.a_rule"`,
	}
}

test_a_direction_fits_its_value if {
	problems(with_defaults({"params": {"min_score": {"value": 700, "direction": "up"}}})) == {concat("", [
		`the parameter "min_score" is a number and has the direction "up": `,
		"write min or max or none (leave it out: fixed)",
	])}
	problems(with_defaults({"params": {"style": {"value": "mask", "direction": "min"}}})) == {
		`the parameter "style" is a string and has the direction "min": write none`,
	}
	every score in [-1, 1001, 0.5] {
		problems(with_defaults({"params": {"min_score": {"value": score}}})) == {
			sprintf("min_score is %v: scores are integers from 0 to 1000", [score]),
		}
	}
}

test_only_a_rule_that_redacts_has_a_style if {
	flagging := object.union(with_custom({"action": "flag"}), {"defaults": {"tools.a_rule": {"action": "flag"}}})
	problems(flagging) == {"only a rule that redacts has a style: remove the parameter"}
	problems(json.patch(good, [{"op": "remove", "path": "/defaults/tools.a_rule/params/style"}])) == {
		`a rule that redacts has a style: add "style": {"value": "mask"} under params`,
	}
}
