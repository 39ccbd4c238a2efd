# METADATA
# title: Exceptions
# description: >-
#   Which findings an approved exception, or a person's grant for this very request, moves to
#   `suppressed`. An exception is in time, covers the app (no apps: all of the tenant's), names the
#   rule, and covers subject and source where it is for some only. Only an exemptible rule has
#   exceptions. `monitor` watches a rule, or with `*` every exemptible rule of the apps it names.
package guard.exceptions

# METADATA
# title: Id of the exception or grant that covers a finding; undefined when none does
covering(finding) := ids[0] if {
	finding.exemptible
	ids := sort(array.concat(_for_all(finding), _for_some(finding)))
} else := input.grant.id if {
	finding.rule in input.grant.rules
	_grantable(finding)
}

# What asks for a person's approval has it by the grant, whatever the rule.
_grantable(finding) if finding.action == "review"

_grantable(finding) if finding.exemptible

_for_all(finding) := [exception.id |
	some exception in input.exceptions
	_covers(exception, finding.rule)
]

# In a list of its own, so that a version which does not know these bounds does not read it.
_for_some(finding) := [exception.id |
	some exception in input.scoped_exceptions
	_covers(exception, finding.rule)
	_covers_role(exception.roles)
	_covers_age(exception.age_classes)
	_covers_sources(exception.sources, finding.targets)
]

_covers(exception, rule) if {
	exception.not_before <= input.time
	input.time < exception.expires_at
	_covers_app(exception.apps)
	_names(exception, rule)
}

_covers_app([])

_covers_app(apps) if input.app.id in apps

_names(exception, rule) if exception.rule == rule

_names(exception, _) if {
	exception.rule == "*"
	exception.mode == "monitor"
	count(exception.apps) > 0
}

_covers_role([])

_covers_role(roles) if {
	some role in input.subject.roles
	role in roles
}

_covers_age([])

_covers_age(classes) if input.subject.age_class in classes

_covers_sources([], _)

# A finding in another place as well is not covered.
_covers_sources(sources, targets) if {
	count(targets) > 0
	every target in targets {
		_lies_in(split(target.target, "/"), sources)
	}
}

_lies_in(path, sources) if {
	path[1] == "documents"
	some place, document in input.documents
	path[2] == format_int(place, 10)
	document.source in sources
}
