# METADATA
# title: Resource loaded from a foreign host
# description: >-
#   The answer holds an image, style sheet or form that a client loads from a host that is not the application's. It
#   goes on, and the finding is kept for review.
# related_resources:
#   - ref: docs/rules/output/foreign_resource.md
# custom:
#   id: output.foreign_resource
#   action: flag
#   severity: low
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM05:2025, mitre-atlas:AML.T0077, nist-ai-600-1:2.9]
package guard.rules.output.foreign_resource

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.exfiltration) > 0
	input.stage == "output"
	min_score := config.param("output.foreign_resource", "min_score")
	types := config.param("output.foreign_resource", "types")
	hits := [signal |
		some signal in signals.exfiltration
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
