# METADATA
# title: Link that runs something
# description: >-
#   The answer holds a link with a script, a data document or a local file behind it. It is taken out.
# related_resources:
#   - ref: docs/rules/output/active_content.md
# custom:
#   id: output.active_content
#   action: redact
#   severity: high
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM05:2025, mitre-atlas:AML.T0077, mitre-atlas:AML.T0011.003, nist-ai-600-1:2.9]
package guard.rules.output.active_content

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.exfiltration) > 0
	input.stage == "output"
	min_score := config.param("output.active_content", "min_score")
	types := config.param("output.active_content", "types")
	hits := [signal |
		some signal in signals.exfiltration
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
