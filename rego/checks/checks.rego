# METADATA
# title: Checks over the policy's own sources
# description: >-
#   What every guard rule must declare, and what none may use. The input is put together by the policy's
#   `check` command: `inspection` (OPA's inspection of the sources), `defaults` (the configuration's), `params`
#   (the parameters that sources read), `docs` and `tests` (paths of files that exist). `data.taxonomy` names
#   the risks that exist.
package checks

# METADATA
# title: What is wrong, as `{rule, problem}`
# scope: document
violations contains {"rule": rule.id, "problem": problem} if {
	some rule in _rules
	some problem in _problems(rule)
}

violations contains {"rule": id, "problem": "defaults name a rule that does not exist"} if {
	some id in object.keys(input.defaults)
	not id in {rule.id | some rule in _rules}
}

violations contains {"rule": package_info.path, "problem": problem} if {
	some package_info in input.inspection.packages
	some name in package_info.builtins
	not name in _total
	problem := concat(" ", ["uses a builtin that can fail or needs a host:", name])
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

_problems(rule) := (_header_problems(rule) | _file_problems(rule)) | _defaults_problems(rule)

_header_problems(rule) := {problem |
	custom := object.get(rule.meta, "custom", {})
	some problem, holds in {
		"the id is not the end of the package's path": object.get(custom, "id", "") == rule.id,
		"the title is missing": object.get(rule.meta, "title", "") != "",
		"the description is missing": object.get(rule.meta, "description", "") != "",
		"the owner is missing": object.get(custom, "owner", "") != "",
		"the action is not refuse, redact, review or flag": object.get(custom, "action", "") in _actions,
		"the severity is not low, medium, high or critical": object.get(custom, "severity", "") in _severities,
		"exemptible is not true or false": object.get(custom, "exemptible", "") in {true, false},
		"no risk is named": count(object.get(custom, "risks", [])) > 0,
		"a risk is not in the taxonomy": count(_unknown_risks(custom)) == 0,
		"there is nothing called findings": concat("", ["data.guard.rules.", rule.id, ".findings"]) in _rule_paths,
	}
	holds == false
}

_unknown_risks(custom) := [risk |
	some risk in object.get(custom, "risks", [])
	not data.taxonomy[risk]
]

_rule_paths contains declared.path if some declared in input.inspection.rules

_actions := {"refuse", "redact", "review", "flag"}

_severities := {"low", "medium", "high", "critical"}

_file_problems(rule) := {concat(" ", ["there is no", path]) |
	folder := replace(rule.id, ".", "/")
	name := split(rule.id, ".")[1]
	some path, present in {
		concat("", ["docs/rules/", folder, ".md"]): input.docs,
		concat("", ["guard/rules/", folder, "/", name, "_test.rego"]): input.tests,
	}
	not path in present
}

_defaults_problems(rule) := {problem |
	defaults := object.get(input.defaults, [rule.id], {})
	params := object.keys(object.get(defaults, "params", {}))
	read := {param.name | some param in input.params; param.rule == rule.id}
	custom := object.get(rule.meta, "custom", {})
	some problem, holds in {
		"the defaults' action is another": object.get(defaults, "action", "") == object.get(custom, "action", ""),
		"the defaults' severity is another": object.get(defaults, "severity", "") == object.get(custom, "severity", ""),
		"it reads a parameter without a default": count(read - params) == 0,
		"the defaults name a parameter that nobody reads": count((params - read) - {"style"}) == 0,
		"only a rule that redacts has a style": _style_fits(params, custom),
		"a parameter's direction does not fit its value": count(_misdirected(defaults)) == 0,
		"an obligation is none that exists": count(_unknown_obligations(defaults)) == 0,
	}
	holds == false
}

default _style_fits(_, _) := false

_style_fits(params, custom) if {
	"style" in params
	custom.action == "redact"
}

_style_fits(params, custom) if {
	not "style" in params
	object.get(custom, "action", "") != "redact"
}

_misdirected(defaults) := [name |
	some name, param in object.get(defaults, "params", {})
	not _directed(object.get(param, "direction", "fixed"), type_name(param.value))
]

_directed("fixed", _)

_directed(direction, "number") if direction in {"min", "max"}

_directed(direction, "array") if direction in {"subset", "superset"}

_unknown_obligations(defaults) := [type |
	some type in object.get(defaults, "obligations", [])
	not type in {"await_approval", "review", "disclose", "cite", "limit_tools", "notify", "support_resources"}
]

# Builtins that give a result for every argument of their type, all of them inside the WASM module. An error
# in a builtin makes a rule undefined, and a rule that refuses would silently not fire.
_total := {
	"abs", "and", "array.concat", "array.reverse", "array.slice", "assign", "concat", "contains", "count",
	"endswith", "eq", "equal", "format_int", "gt", "gte", "internal.member_2", "internal.member_3", "intersection",
	"is_array", "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "lower", "lt", "lte",
	"max", "min", "minus", "mul", "neq", "object.filter", "object.get", "object.keys", "object.remove",
	"object.union", "object.union_n", "or", "plus", "replace", "sort", "split", "startswith", "sum", "trim",
	"trim_left", "trim_prefix", "trim_right", "trim_space", "trim_suffix", "type_name", "union", "upper",
}
