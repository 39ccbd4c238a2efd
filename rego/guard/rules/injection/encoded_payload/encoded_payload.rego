# METADATA
# title: Attack or harm hidden in an encoding
# description: >-
#   What was decoded from base64, hex, ROT13, Morse, invisible characters or similar contains an attack or a hazard.
# related_resources:
#   - ref: docs/rules/injection/encoded_payload.md
# custom:
#   id: injection.encoded_payload
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM01:2025, owasp-agentic:ASI01, mitre-atlas:AML.T0068, nist-ai-600-1:2.9]
package guard.rules.injection.encoded_payload

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.hidden) > 0
	input.stage in {"input", "retrieval", "tool_result"}
	min_score := config.param("injection.encoded_payload", "min_score")
	hits := [signal |
		some signal in signals.hidden
		signal.score >= min_score
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
