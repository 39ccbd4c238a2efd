# METADATA
# title: Kill switches
# description: Which of the kill switches in force hold for this request.
package guard.kill

# METADATA
# title: The switches of a state that hold, as targets of a finding
held(state) := [{"target": "/kill", "type": type} |
	some switch in input.kill
	switch.state == state
	_in_time(switch)
	_covers(switch)
	type := concat(".", ["kill", switch.scope])
]

_in_time(switch) if not switch.expires_at

_in_time(switch) if input.time < switch.expires_at

_covers(switch) if switch.scope == "global"

_covers(switch) if {
	switch.scope == "tenant"
	object.get(switch, "value", input.tenant) == input.tenant
}

_covers(switch) if {
	switch.scope == "app"
	switch.value == input.app.id
}

_covers(switch) if {
	switch.scope == "stage"
	switch.value == input.stage
}

_covers(switch) if {
	switch.scope == "tool"
	switch.value == input.tool.name
}

_covers(switch) if {
	switch.scope == "cohort"
	_has_role(switch.cohort)
	input.subject.age_class in object.get(switch.cohort, "age_classes", [input.subject.age_class])
	_on_channel(switch.cohort)
}

_covers(switch) if {
	switch.scope == "drill"
	switch.value == input.context.purpose
}

_has_role(cohort) if not cohort.roles

_has_role(cohort) if {
	some role in input.subject.roles
	role in cohort.roles
}

_on_channel(cohort) if not cohort.channels

_on_channel(cohort) if input.context.channel in cohort.channels
