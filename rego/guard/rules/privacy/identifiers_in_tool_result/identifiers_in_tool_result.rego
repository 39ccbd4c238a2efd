# METADATA
# title: Identity or account number in a tool's result
# description: >-
#   What a tool returned holds a number that identifies a person or opens an account. It is taken out before the
#   model reads it.
# related_resources:
#   - ref: docs/rules/privacy/identifiers_in_tool_result.md
# custom:
#   id: privacy.identifiers_in_tool_result
#   action: redact
#   severity: high
#   owner: privacy
#   exemptible: true
#   risks: [owasp:LLM02:2025, mitre-atlas:AML.T0085.001, nist-ai-600-1:2.4]
package guard.rules.privacy.identifiers_in_tool_result

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.pii) > 0
	input.stage == "tool_result"
	min_score := config.param("privacy.identifiers_in_tool_result", "min_score")
	passing := config.param("privacy.identifiers_in_tool_result", "passing")
	hits := [signal |
		some signal in signals.pii
		signal.score >= min_score
		not signal.type in passing
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
