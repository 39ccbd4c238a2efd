# METADATA
# title: Identity or account number in tool arguments
# description: >-
#   A tool's arguments hold a number that identifies a person or opens an account. It is taken out; where it stands
#   in a value that has no text to mask, the call is refused.
# related_resources:
#   - ref: docs/rules/privacy/identifiers_in_tool_call.md
# custom:
#   id: privacy.identifiers_in_tool_call
#   action: redact
#   severity: high
#   owner: privacy
#   exemptible: true
#   risks: [owasp:LLM02:2025, owasp:LLM06:2025, owasp-agentic:ASI02, mitre-atlas:AML.T0086, nist-ai-600-1:2.4]
package guard.rules.privacy.identifiers_in_tool_call

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.pii) > 0
	input.stage == "tool_call"
	min_score := config.param("privacy.identifiers_in_tool_call", "min_score")
	passing := config.param("privacy.identifiers_in_tool_call", "passing")
	hits := [signal |
		some signal in signals.pii
		signal.score >= min_score
		not signal.type in passing
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
