# METADATA
# title: Who may change what
# description: >-
#   Decides whether a principal may give a command of change control. Whether the command may be carried out then is the
#   lifecycle's matter. What is not allowed here is refused.
# authors:
#   - name: Edict
package governance

# METADATA
# title: The decision on one command
# entrypoint: true
decision := {"allow": count(_objections) == 0, "reasons": sort([reason | some reason in _objections])}

# METADATA
# title: A command that nobody has named is nobody's
_objections contains "command-unknown" if not data.governance.commands[input.command]

# METADATA
# title: The role must be one that gives the command
_objections contains "role" if not input.role in _roles

# METADATA
# title: Everyone has a name, and none of the service's own
_objections contains "principal" if not _named

# METADATA
# title: What other apps may follow is not moved by a key for some
_objections contains "some-apps" if {
	input.command in data.governance.whole_tenant
	not input.all_apps == true
}

# METADATA
# title: Who wrote or signed a version does not approve it
_objections contains "author" if {
	input.command == "approve"
	input.principal in object.get(input.version, "authors", [])
}

# METADATA
# title: An approval is given under the role that the tier takes
_objections contains "tier-role" if {
	input.command == "approve"
	input.tier.required > 0
	not input.role in input.tier.roles
}

# METADATA
# title: Those who broke the glass do not review it, and nobody confirms what they asked for
_objections contains "own-glass" if {
	input.command in ["break-glass.confirm", "break-glass.review"]
	input.principal in input.glass.by
}

# METADATA
# title: The tenant's own restriction by role
# description: The tenant names the roles that may; a role that is not named may not, whatever the shipped policy says.
_objections contains "restricted-role" if {
	some restriction in input.restrict
	restriction.command in [input.command, "*"]
	restriction.roles
	not input.role in restriction.roles
}

# METADATA
# title: The tenant's own restriction by principal
_objections contains "restricted-principal" if {
	some restriction in input.restrict
	restriction.command in [input.command, "*"]
	restriction.principals
	not input.principal in restriction.principals
}

_roles := object.get(data.governance.commands, input.command, [])

_named if {
	is_string(input.principal)
	input.principal != ""
	not input.principal in ["deploy", "install"]
}
