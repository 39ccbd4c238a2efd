# METADATA
# title: Text smuggled in invisible characters
# description: >-
#   The text carries data in characters that no reader sees: Unicode tags or variation selectors.
# related_resources:
#   - ref: docs/rules/injection/hidden_text.md
# custom:
#   id: injection.hidden_text
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: true
#   risks:
#     - owasp:LLM01:2025
#     - owasp-agentic:ASI01
#     - mitre-atlas:AML.T0068
#     - mitre-atlas:AML.T0069.000
#     - nist-ai-600-1:2.9
package guard.rules.injection.hidden_text

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.text) > 0
	min_score := config.param("injection.hidden_text", "min_score")
	types := config.param("injection.hidden_text", "types")
	hits := [signal |
		some signal in signals.text
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
