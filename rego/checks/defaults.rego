package checks

violations contains {"rule": rule.id, "problem": problem} if {
	some rule in _rules
	some problem in _defaults_problems(rule)
}

violations contains {"rule": id, "problem": problem} if {
	some id in object.keys(input.defaults)
	not id in {rule.id | some rule in _rules}
	problem := sprintf("%s has defaults for it, but there is no such rule: remove them", [_config])
}

violations contains {"rule": _config, "problem": problem} if {
	some scope, hazard in input.hazards
	not hazard in input.vocabulary.hazard
	problem := sprintf("the hazard of %q is %q: %s", [scope, hazard, _one_of("hazard")])
}

violations contains {"rule": place, "problem": problem} if {
	some param in input.params
	folder := split(param.file, "/")
	own := concat(".", array.slice(folder, 2, 4))
	param.rule != own
	place := _place(param)
	problem := sprintf("reads a parameter of %q: a rule reads only its own, as %q", [param.rule, own])
}

_config := "rego/guard/config/data.json"

_defaults_problems(rule) := {problem} if {
	problem := sprintf("%s has no defaults for it: add an entry with action and severity", [_config])
	not input.defaults[rule.id]
} else := ((_differing(rule) | _param_problems(rule)) | _style_problems(rule)) | {problem |
	some type in object.get(input.defaults[rule.id], "obligations", [])
	not type in input.vocabulary.obligation
	problem := sprintf("there is no obligation %q: %s", [type, _one_of("obligation")])
}

_differing(rule) := {problem |
	some field in ["action", "severity"]
	declared := object.get(rule.meta, ["custom", field], "")
	default_value := object.get(input.defaults[rule.id], field, "")
	declared != default_value
	message := "the header's %s is %q, that in %s is %q: make them the same"
	problem := sprintf(message, [field, declared, _config, default_value])
}

_param_problems(rule) := (_unread(rule) | _undeclared(rule)) | {problem |
	some name, param in _params(rule)
	some problem in _value_faults(name, param)
}

_unread(rule) := {problem |
	read := {param.name | some param in input.params; param.rule == rule.id}
	some name in ((object.keys(_params(rule)) - read) - {"style"})
	problem := sprintf("%s declares the parameter %q, which the rule does not read: remove it", [_config, name])
}

_undeclared(rule) := {problem |
	some param in input.params
	param.rule == rule.id
	not param.name in object.keys(_params(rule))
	message := "rego/%s:%d reads the parameter %q, which has no default: add it under params in %s"
	problem := sprintf(message, [param.file, param.row, param.name, _config])
}

_params(rule) := object.get(input.defaults[rule.id], "params", {})

_value_faults(name, param) := {problem |
	direction := object.get(param, "direction", "none")
	kind := type_name(param.value)
	allowed := object.get(_directions, kind, ["none"])
	not direction in allowed
	message := "the parameter %q is a %s and has the direction %q: write %s"
	problem := sprintf(message, [name, kind, direction, concat(" or ", allowed)])
} | {problem |
	endswith(name, "score")
	not _is_score(param.value)
	problem := sprintf("%s is %v: scores are integers from 0 to 1000", [name, param.value])
}

_directions := {
	"number": ["min", "max", "none (leave it out: fixed)"],
	"array": ["subset", "superset", "none (leave it out: fixed)"],
}

_is_score(value) if {
	is_number(value)
	value >= 0
	value <= 1000
	floor(value) == value
}

_style_problems(rule) := {problem |
	styled := "style" in object.keys(_params(rule))
	redacts := object.get(rule.meta, ["custom", "action"], "") == "redact"
	styled != redacts
	problem := {
		true: "only a rule that redacts has a style: remove the parameter",
		false: `a rule that redacts has a style: add "style": {"value": "mask"} under params`,
	}[styled]
}
