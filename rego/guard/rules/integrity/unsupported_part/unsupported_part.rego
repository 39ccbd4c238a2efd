# METADATA
# title: Part that was not read
# description: >-
#   The content holds an image, sound, video or file, which nobody has read.
# related_resources:
#   - ref: docs/rules/integrity/unsupported_part.md
# custom:
#   id: integrity.unsupported_part
#   action: refuse
#   severity: medium
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM01:2025, mitre-atlas:AML.T0015, nist-ai-600-1:2.9]
package guard.rules.integrity.unsupported_part

import data.guard.result
import data.guard.signals

findings contains finding if {
	hits := [signal | some signal in signals.text; signal.type == "text.unsupported_part"]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
