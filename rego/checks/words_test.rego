package checks_test

word(changes) := with_more("words", [object.union({"file": source, "row": 12}, changes)])

test_a_word_that_no_input_can_hold_is_told if {
	problems(word({"field": "stage", "value": "inputt", "near": "input"})) == {
		`stage is never "inputt" (did you mean "input"?): it is one of input, output`,
	}
	places(word({"field": "stage", "value": "inputt"})) == {"rego/guard/rules/tools/a_rule/a_rule.rego:12"}
	problems(word({"field": "signal_type", "value": "tool.bb", "near": "tool.b"})) == {
		`there is no signal type "tool.bb" (did you mean "tool.b"?); src/contract/signals lists them`,
	}
	problems(word({"field": "signal_type", "value": "zo", "prefix": true})) == {
		`there is no signal type "zo"; src/contract/signals lists them`,
	}
}

test_a_word_of_a_default_is_told_of_where_it_stands if {
	unknown := word({"field": "signal_type", "value": "tool.bb", "param": "types"})
	problems(unknown) == {
		`types of tools.a_rule: there is no signal type "tool.bb"; src/contract/signals lists them`,
	}
	places(unknown) == {"rego/guard/config/data.json"}
}

test_a_family_holds_its_own_types if {
	problems(word({"field": "signal_type", "value": "harm.a", "family": "tool"})) == {
		"signals.tool holds no harm.a: walk signals.harm",
	}
	problems(word({"field": "signal_type", "value": "harm.a", "family": "hidden"})) == set()
}

test_a_reference_leads_somewhere if {
	problems(with_more("refs", [{"file": source, "row": 3, "path": "data.guard.signals.loyalty"}])) == {concat("", [
		"there is no data.guard.signals.loyalty: its package has tool; ",
		"a new family of signals needs its line in rego/guard/signals/signals.rego",
	])}
	problems(with_more("refs", [{"file": source, "row": 3, "path": "data.guard.gone"}])) == {"there is no data.guard.gone"}
}

test_a_serious_signal_has_a_rule if {
	unheard := object.union(good, {"severities": {"harm.a": "critical"}})
	problems(unheard) == {concat("", [
		"no rule acts on this critical signal type: ",
		"name it in a rule's `types` in rego/guard/config/data.json, or in a rule's source",
	])}
	places(unheard) == {"harm.a"}
	problems(object.union(unheard, {"whole": [{"file": source, "row": 1, "family": "harm"}]})) == set()
}

test_no_builtin_that_can_fail if {
	divides := with_builtin("div")
	problems(divides) == {concat(" ", [
		"uses / (div), which can fail or needs a host:",
		"compare products instead of quotients (a > b * c instead of a / b > c)",
	])}
	places(divides) == {"rego/guard/rules/tools/a_rule/a_rule.rego:9"}
	problems(with_builtin("walk")) == {
		"uses walk, which can fail or needs a host: rego/checks/builtins.rego lists the builtins that cannot",
	}
	places(with_builtin("walk")) == {"data.guard.rules.tools.a_rule"}
}
