package checks

# A word that no input can hold makes a rule that never fires, or that always does.
violations contains {"rule": _place(word), "problem": _unknown(word.field, word.value, word)} if {
	some word in input.words
	not word.param
	not _known(word)
}

violations contains {"rule": _config, "problem": problem} if {
	some word in input.words
	word.param
	not _known(word)
	unknown := _unknown(word.field, word.value, word)
	problem := sprintf("%s of %s: %s", [word.param, _rule_of(word.file), unknown])
}

# A signal of one family is never of a type of another.
violations contains {"rule": _place(word), "problem": problem} if {
	some word in input.words
	word.field == "signal_type"
	families := object.get({"hidden": ["injection", "harm"]}, word.family, [word.family])
	of_type := split(word.value, ".")[0]
	not of_type in families
	_known(word)
	problem := sprintf("signals.%s holds no %s: walk signals.%s", [word.family, word.value, of_type])
}

violations contains {"rule": _place(ref), "problem": problem} if {
	some ref in input.refs
	ref.path in _unresolved
	problem := sprintf("there is no %s%s", [ref.path, _where(ref.path)])
}

# A type of signal that matters and that no rule acts on.
violations contains {"rule": type, "problem": problem} if {
	some type, severity in input.severities
	severity in {"high", "critical"}
	not type in _heard
	not split(type, ".")[0] in {each.family | some each in input.whole}
	message := "no rule acts on this %s signal type: name it in a rule's `types` in %s, or in a rule's source"
	problem := sprintf(message, [severity, _config])
}

_heard := {word.value |
	some word in input.words
	word.field == "signal_type"
} | {type |
	some entry in input.defaults
	some param in object.get(entry, "params", {})
	param.direction == "superset"
	some type in param.value
}

# Words of the form of a signal type are told of where they are no rule's id.
_known(word) if word.value in object.get(input.vocabulary, word.field, [word.value])

_known(word) if {
	word.field == "signal_type"
	input.defaults[word.value]
}

_known(word) if {
	word.prefix
	some value in input.vocabulary[word.field]
	startswith(value, word.value)
}

_unknown("signal_type", value, word) := sprintf(
	"there is no signal type %q%s; src/contract/signals lists them",
	[value, _did_you_mean(word)],
)

_unknown(field, value, word) := sprintf(
	"%s is never %q%s: %s",
	[field, value, _did_you_mean(word), _one_of(field)],
) if {
	field != "signal_type"
}

_did_you_mean(word) := sprintf(" (did you mean %q?)", [word.near]) if {
	word.near
} else := ""

_one_of(field) := concat(" ", ["it is one of", concat(", ", input.vocabulary[field])])

_place(fact) := sprintf("rego/%s:%d", [fact.file, fact.row])

_rule_of(file) := concat(".", array.slice(split(file, "/"), 2, 4))

_unresolved contains path if {
	some path in {ref.path | some ref in input.refs}
	not _resolves(path)
}

_resolves(path) if {
	some declared in _declared
	_within(path, declared)
}

# What is above a package or a rule, such as data.guard.rules, holds something too.
_resolves(path) if {
	some declared in _declared
	_within(declared, path)
}

_declared := _rule_paths | {"data.guard.config.defaults", "data.guard.config.hazards"}

_within(path, above) if path == above

_within(path, above) if startswith(path, concat("", [above, "."]))

_where(path) := sprintf(
	": its package has %s; a new family of signals needs its line in rego/guard/signals/signals.rego",
	[concat(", ", sort({name |
		some declared in _rule_paths
		startswith(declared, "data.guard.signals.")
		name := split(declared, ".")[3]
		not startswith(name, "_")
	}))],
) if {
	startswith(path, "data.guard.signals.")
} else := ""
