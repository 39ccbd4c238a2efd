# METADATA
# title: A kill switch holds
# description: >-
#   An operator has stopped everything, a tenant, an app, a stage or a tool. Everything in its scope is refused
#   until the switch is lifted.
# related_resources:
#   - ref: docs/rules/control/kill_switch.md
# custom:
#   id: control.kill_switch
#   action: refuse
#   severity: critical
#   owner: operations
#   exemptible: false
#   risks: [owasp-agentic:ASI10, nist-ai-600-1:2.7]
package guard.rules.control.kill_switch

import data.guard.kill
import data.guard.result

findings contains finding if {
	held := kill.held("refuse")
	count(held) > 0
	finding := result.finding(_metadata, held)
}

_metadata := rego.metadata.chain()
