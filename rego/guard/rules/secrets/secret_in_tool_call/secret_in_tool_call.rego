# METADATA
# title: Credential in tool arguments
# description: >-
#   A tool's arguments hold a credential. The call is refused: tools get their credentials from the application,
#   never from a model.
# related_resources:
#   - ref: docs/rules/secrets/secret_in_tool_call.md
# custom:
#   id: secrets.secret_in_tool_call
#   action: refuse
#   severity: critical
#   owner: security
#   exemptible: true
#   risks:
#     - owasp:LLM02:2025
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - owasp-agentic:ASI03
#     - mitre-atlas:AML.T0086
#     - mitre-atlas:AML.T0098
#     - nist-ai-600-1:2.9
package guard.rules.secrets.secret_in_tool_call

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.secret) > 0
	input.stage == "tool_call"
	min_score := config.param("secrets.secret_in_tool_call", "min_score")
	hits := [signal |
		some signal in signals.secret
		signal.score >= min_score
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
