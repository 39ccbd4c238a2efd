# METADATA
# title: Exceptions
# description: >-
#   Which findings an approved exception moves to `suppressed`: it is in time, covers the app
#   (no apps: all of the tenant's) and names the rule. Only an exemptible rule has exceptions.
#   `monitor` watches a rule, or with `*` every exemptible rule of the apps it names.
package guard.exceptions

# METADATA
# title: Id of the exception that covers a finding; undefined when none does
covering(finding) := ids[0] if {
	finding.exemptible
	ids := sort([exception.id | some exception in _active; _names(exception, finding.rule)])
}

_active := [exception |
	some exception in input.exceptions
	exception.not_before <= input.time
	input.time < exception.expires_at
	_covers_app(exception.apps)
]

_covers_app([])

_covers_app(apps) if input.app.id in apps

_names(exception, rule) if exception.rule == rule

_names(exception, _) if {
	exception.rule == "*"
	exception.mode == "monitor"
	count(exception.apps) > 0
}
