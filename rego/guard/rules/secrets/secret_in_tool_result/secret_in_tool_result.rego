# METADATA
# title: Credential in a tool's result
# description: >-
#   What a tool returned holds a credential. It is taken out before the model reads it.
# related_resources:
#   - ref: docs/rules/secrets/secret_in_tool_result.md
# custom:
#   id: secrets.secret_in_tool_result
#   action: redact
#   severity: high
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM02:2025, owasp-agentic:ASI03, mitre-atlas:AML.T0098, nist-ai-600-1:2.9]
package guard.rules.secrets.secret_in_tool_result

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.secret) > 0
	input.stage == "tool_result"
	min_score := config.param("secrets.secret_in_tool_result", "min_score")
	hits := [signal |
		some signal in signals.secret
		signal.score >= min_score
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
