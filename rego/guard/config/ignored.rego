package guard.config

# METADATA
# title: Entries of the layers that have no effect, as targets of a finding
# description: >-
#   Unknown rules and parameters, values of the wrong type, and what would relax an upper layer.
# scope: document
ignored contains {"target": _pointer([layer.name, "rules", rule]), "type": "config.unknown_rule"} if {
	some layer in _layers
	some rule in object.keys(layer.rules)
	not data.guard.config.defaults[rule]
}

ignored contains {"target": _pointer([layer.name, "rules", rule, field]), "type": "config.relaxes"} if {
	some turn, layer in _layers
	some rule, entry in layer.rules
	some field, scale in {"action": _actions, "severity": _severities}
	_rank(scale, entry[field]) < max([rank |
		some value in _upper(turn, [data.guard.config.defaults[rule][field]], ["rules", rule, field])
		rank := _rank(scale, value)
	])
}

ignored contains {"target": _pointer([layer.name, "rules", rule, "params", name]), "type": problem} if {
	some turn, layer in _layers
	some rule, entry in layer.rules
	data.guard.config.defaults[rule]
	some name, value in entry.params
	declared := object.get(data.guard.config.defaults, [rule, "params", name], {})
	problem := _problem(declared, value, _upper(turn, [], ["rules", rule, "params", name]))
}

# What is wrong with a value, given the values above; undefined when nothing is.
_problem(declared, value, above) := "config.unknown_param" if {
	declared == {}
} else := "config.fixed_param" if {
	not declared.direction
} else := "config.wrong_type" if {
	type_name(value) != type_name(declared.value)
} else := "config.relaxes" if {
	_relaxes(declared.direction, value, _combined(declared, above))
}

_relaxes("min", value, above) if value > above

_relaxes("max", value, above) if value < above

_relaxes("subset", value, above) if {
	some item in value
	not item in above
}

_upper(turn, defaults, path) := array.concat(defaults, [value |
	some before, layer in _layers
	before < turn
	value := object.get(layer, path, null)
	value != null
])

_rank(scale, value) := rank if {
	some rank, entry in scale
	entry == value
}

_pointer(parts) := concat("/", array.concat(["/config"], [escaped |
	some part in parts
	escaped := concat("~1", split(concat("~0", split(part, "~")), "/"))
]))
