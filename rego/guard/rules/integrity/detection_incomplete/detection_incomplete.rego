# METADATA
# title: The content could not be read completely
# description: >-
#   A detector failed or a bound was hit, so that parts of the content are unseen. What nobody has read does not go
#   on.
# related_resources:
#   - ref: docs/rules/integrity/detection_incomplete.md
# custom:
#   id: integrity.detection_incomplete
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: false
#   risks: [owasp:LLM10:2025, mitre-atlas:AML.T0015, nist-ai-600-1:2.9]
package guard.rules.integrity.detection_incomplete

import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.limit) > 0
	finding := result.finding(_metadata, signals.limit)
}

_metadata := rego.metadata.chain()
