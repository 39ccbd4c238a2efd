# METADATA
# title: Kill switches
# description: Which of the kill switches in force hold for this request.
package guard.kill

# METADATA
# title: The switches of a state that hold, as targets of a finding
held(state) := [{"target": "/kill", "type": type} |
	some switch in input.kill
	switch.state == state
	_covers(switch)
	type := concat(".", ["kill", switch.scope])
]

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
