# METADATA
# title: Configuration
# description: >-
#   Merges the shipped defaults (data.json beside this file) with the tenant's and the app's
#   layer. A lower layer can only restrict: every parameter's direction says how values combine,
#   so there is no order of layers and no value that could relax.
package guard.config

_actions := ["flag", "redact", "review", "refuse"]

_severities := ["low", "medium", "high", "critical"]

# Layers that say anything, upper first.
_layers := [{"name": name, "rules": rules} |
	some name in ["tenant", "app"]
	rules := input.config[name].rules
	count(rules) > 0
]

# METADATA
# title: A rule's parameter in force
# description: >-
#   `min` and `max` take the smallest and the largest number of all layers, `subset` what all lists
#   have in common, `superset` what any list names; a parameter without a direction is fixed.
#   Values of another type than the default's count for nothing.
param(rule, name) := _combined(data.guard.config.defaults[rule].params[name], _values(rule, name))

# METADATA
# title: A rule's action in force, the strictest that any layer asks for
action(rule, declared) := _actions[max([rank |
	some rank, action in _actions
	action in _asked(rule, "action", declared)
])]

# METADATA
# title: A rule's severity in force, the highest that any layer asks for
severity(rule, declared) := _severities[max([rank |
	some rank, severity in _severities
	severity in _asked(rule, "severity", declared)
])]

# METADATA
# title: What the application must do besides when the rule's finding counts
obligations(rule) := object.get(data.guard.config.defaults, [rule, "obligations"], [])

# METADATA
# title: Hazard whose refusal text fits the rule
hazard(rule) := object.get(
	data.guard.config.hazards, rule,
	object.get(data.guard.config.hazards, split(rule, ".")[0], "generic"),
)

# METADATA
# title: How the rule's redactions are to be shown
# scope: document
default style(_) := "mask"

style(rule) := param(rule, "style")

_asked(rule, field, declared) := {
	declared,
	object.get(data.guard.config.defaults, [rule, field], declared),
} | {value |
	some layer in _layers
	value := layer.rules[rule][field]
}

_values(rule, name) := [value |
	some layer in _layers
	value := layer.rules[rule].params[name]
]

_combined(declared, values) := min(_numbers(declared, values)) if declared.direction == "min"

_combined(declared, values) := max(_numbers(declared, values)) if declared.direction == "max"

_combined(declared, values) := {item |
	some item in declared.value
	every list in _lists(values) {
		item in list
	}
} if {
	declared.direction == "subset"
}

_combined(declared, values) := {item |
	some list in _lists(array.concat([declared.value], values))
	some item in list
} if {
	declared.direction == "superset"
}

_combined(declared, _) := declared.value if not declared.direction

_numbers(declared, values) := array.concat(
	[declared.value],
	[number | some number in values; is_number(number)],
)

_lists(values) := [list | some list in values; is_array(list)]
