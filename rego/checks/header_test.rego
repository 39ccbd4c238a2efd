package checks_test

import data.checks

test_good_sources_have_no_problem if {
	problems(good) == set()
}

test_a_header_is_complete_and_legal if {
	problems(with_custom({"owner": ""})) == {"the header has no owner: write `#   owner: <team>` under custom"}
	problems(with_custom({"exemptible": "no"})) == {"the header's exemptible is not true or false"}
	problems(with_custom({"risks": []})) == {checks._no_risk}
	problems(with_custom({"risks": ["owasp:LLM99:2025"]})) == {
		`there is no risk "owasp:LLM99:2025": rego/checks/taxonomy.json lists the ids that exist`,
	}
	problems(with_custom({"severity": "huge"})) == {
		`the header's severity is "huge": write low, medium, high, critical`,
		`the header's severity is "huge", that in rego/guard/config/data.json is "low": make them the same`,
	}
	problems(with_header({"related_resources": []})) == {
		"the header does not name its page: write `#   - ref: docs/rules/tools/a_rule.md` under related_resources",
	}
}

test_an_id_is_the_end_of_the_package if {
	problems(with_custom({"id": "tools.other"})) == {`the header's id is "tools.other", its package says "tools.a_rule"`}
	other := object.union(good.inspection.annotations[0], {
		"package": "data.guard.rules.tools.copy",
		"location": {"file": "guard/rules/tools/copy/copy.rego"},
	})
	copied := object.union(good, {"inspection": {
		"annotations": array.concat(good.inspection.annotations, [other]),
		"packages": array.concat(good.inspection.packages, [{
			"path": "data.guard.rules.tools.copy",
			"files": ["guard/rules/tools/copy/copy.rego"],
			"builtins": [],
		}]),
	}})
	concat("", [
		`the header's id is "tools.a_rule", its package says "tools.copy", `,
		"and rego/guard/rules/tools/a_rule/a_rule.rego has that id already",
	]) in problems(copied)
}

test_a_package_is_its_folder if {
	moved := object.union(good, {"inspection": {"packages": [{
		"path": "data.guard.rules.tools.a_rule",
		"files": ["guard/rules/tools/another/a_rule.rego"],
		"builtins": [],
	}]}})
	problems(moved) == {concat("", [
		"the package is guard.rules.tools.a_rule, ",
		"but the file's folder says: package guard.rules.tools.another",
	])}
}

test_a_rule_without_a_header_lacks_everything if {
	bare := object.union(good, {"inspection": {"annotations": [], "rules": [{"path": "data.guard.signals.tool"}]}})
	{
		"the header (METADATA) has no title",
		"the header has no description",
		`the header's action is "": write refuse, redact, review, flag`,
		`the header's id is "", its package says "tools.a_rule"`,
		checks._no_findings,
	} - problems(bare) == set()
}

test_a_rule_has_a_page_and_a_test if {
	problems(object.union(good, {"docs": [], "tests": []})) == {
		"there is no docs/rules/tools/a_rule.md: write it with the sections of the other pages",
		concat(" ", [
			"rego/guard/rules/tools/a_rule/a_rule_test.rego does not exist:",
			"say there what the rule finds and what it does not",
		]),
	}
	empty := [object.union(good.tests[0], {"count": 0})]
	problems(object.union(good, {"tests": empty})) == {concat(" ", [
		"rego/guard/rules/tools/a_rule/a_rule_test.rego holds no test:",
		"the name of one begins with test_",
	])}
}
