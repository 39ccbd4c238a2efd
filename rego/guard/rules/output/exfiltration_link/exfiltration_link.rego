# METADATA
# title: Link that carries data out
# description: >-
#   The answer holds a link or an image whose address can carry data to a stranger, or one that runs something when
#   it is opened. It is taken out.
# related_resources:
#   - ref: docs/rules/output/exfiltration_link.md
# custom:
#   id: output.exfiltration_link
#   action: redact
#   severity: high
#   owner: security
#   exemptible: true
#   risks:
#     - owasp:LLM02:2025
#     - owasp:LLM05:2025
#     - mitre-atlas:AML.T0077
#     - mitre-atlas:AML.T0025
#     - nist-ai-600-1:2.9
package guard.rules.output.exfiltration_link

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.exfiltration) > 0
	input.stage == "output"
	min_score := config.param("output.exfiltration_link", "min_score")
	passing := config.param("output.exfiltration_link", "passing")
	hits := [signal |
		some signal in signals.exfiltration
		signal.score >= min_score
		not signal.type in passing
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
