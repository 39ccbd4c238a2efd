# METADATA
# title: Checks over the policy's own sources
# description: >-
#   What every guard rule must declare, what its defaults must say, which words it may compare with, and which builtins
#   none may use. The input is put together by the policy's `check` command: `inspection` (OPA's inspection of the
#   sources), `defaults` and `hazards` (the configuration's), `vocabulary` (the closed lists of the contract, by field)
#   and `severities` (of every signal type), and what the sources name, with file and row: `words`, `refs`, `params`,
#   `calls`, `whole`, `tests`; `docs` are the pages that exist. `data.taxonomy` names the risks that exist.
package checks

# METADATA
# title: What is wrong, as `{rule, problem}`
# scope: document
violations contains {"rule": rule.id, "problem": problem} if {
	some rule in _rules
	some problem in (_header_problems(rule) | _file_problems(rule))
}

violations contains {"rule": place, "problem": problem} if {
	some package_info in input.inspection.packages
	startswith(package_info.path, "data.guard.rules.")
	some place in package_info.files
	folder := array.slice(split(place, "/"), 0, 4)
	expected := concat(".", folder)
	package_info.path != concat(".", ["data", expected])
	declared := trim_prefix(package_info.path, "data.")
	problem := sprintf("the package is %s, but the file's folder says: package %s", [declared, expected])
}

# A rule is a package under guard.rules, whether it declares anything or not.
_rules := [{"id": id, "meta": _annotations(package_info.path)} |
	some package_info in input.inspection.packages
	startswith(package_info.path, "data.guard.rules.")
	id := trim_prefix(package_info.path, "data.guard.rules.")
]

default _annotations(_) := {}

_annotations(path) := annotation.annotations if {
	some annotation in input.inspection.annotations
	annotation.scope == "package"
	annotation.package == path
}

_header_problems(rule) := {problem |
	custom := object.get(rule.meta, "custom", {})
	some problem, holds in {
		"the header (METADATA) has no title": object.get(rule.meta, "title", "") != "",
		"the header has no description": object.get(rule.meta, "description", "") != "",
		"the header has no owner: write `#   owner: <team>` under custom": object.get(custom, "owner", "") != "",
		"the header's exemptible is not true or false": object.get(custom, "exemptible", "") in {true, false},
		_no_risk: count(object.get(custom, "risks", [])) > 0,
		_no_findings: concat("", ["data.guard.rules.", rule.id, ".findings"]) in _rule_paths,
	}
	holds == false
} | (_value_problems(rule) | _risk_problems(rule))

_no_risk := "the header names no risk: write `#   risks: [<id>]` under custom; rego/checks/taxonomy.json lists the ids"

_no_findings := "there is nothing called findings: write `findings contains finding if {…}`"

_value_problems(rule) := {problem |
	custom := object.get(rule.meta, "custom", {})
	some field, allowed in {"action": _actions, "severity": _severities}
	value := object.get(custom, field, "")
	not value in allowed
	problem := sprintf("the header's %s is %q: write %s", [field, value, concat(", ", allowed)])
} | {problem |
	id := object.get(rule.meta, ["custom", "id"], "")
	id != rule.id
	problem := sprintf("the header's id is %q, its package says %q%s", [id, rule.id, _also(id, rule.id)])
}

# Where else an id is declared.
_also(id, own) := concat("", [", and rego/", file, " has that id already"]) if {
	some annotation in input.inspection.annotations
	annotation.annotations.custom.id == id
	annotation.package != concat("", ["data.guard.rules.", own])
	file := annotation.location.file
} else := ""

_risk_problems(rule) := {problem |
	some risk in object.get(rule.meta, ["custom", "risks"], [])
	not data.taxonomy[risk]
	problem := sprintf("there is no risk %q: rego/checks/taxonomy.json lists the ids that exist", [risk])
}

_rule_paths contains declared.path if some declared in input.inspection.rules

_actions := ["refuse", "redact", "review", "flag"]

_severities := ["low", "medium", "high", "critical"]

_file_problems(rule) := {problem |
	page := sprintf("docs/rules/%s.md", [replace(rule.id, ".", "/")])
	some problem in ({text |
		not page in input.docs
		text := sprintf("there is no %s: write it with the sections of the other pages", [page])
	} | {text |
		not page in {resource.ref | some resource in object.get(rule.meta, "related_resources", [])}
		text := sprintf("the header does not name its page: write `#   - ref: %s` under related_resources", [page])
	})
} | {problem |
	test := sprintf("guard/rules/%s/%s_test.rego", [replace(rule.id, ".", "/"), split(rule.id, ".")[1]])
	counts := [file.count | some file in input.tests; file.file == test]
	sum(counts) == 0
	problem := sprintf("rego/%s %s", [test, _no_test[count(counts)]])
}

_no_test := {
	0: "does not exist: say there what the rule finds and what it does not",
	1: "holds no test: the name of one begins with test_",
}
