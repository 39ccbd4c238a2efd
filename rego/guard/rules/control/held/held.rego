# METADATA
# title: Held by an operator
# description: >-
#   An operator lets nothing pass in this scope without a person's approval.
# related_resources:
#   - ref: docs/rules/control/held.md
# custom:
#   id: control.held
#   action: review
#   severity: high
#   owner: operations
#   exemptible: false
#   risks: [owasp-agentic:ASI09, owasp-agentic:ASI10, nist-ai-600-1:2.7]
package guard.rules.control.held

import data.guard.kill
import data.guard.result

findings contains finding if {
	held := kill.held("review")
	count(held) > 0
	finding := result.finding(_metadata, held)
}

_metadata := rego.metadata.chain()
