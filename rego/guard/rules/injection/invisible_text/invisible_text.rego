# METADATA
# title: Invisible, reordering or look-alike characters
# description: >-
#   The text holds zero-width or bidirectional control characters, or words that mix look-alike letters. It goes on
#   after being read cleaned as well, and the finding is kept for review.
# related_resources:
#   - ref: docs/rules/injection/invisible_text.md
# custom:
#   id: injection.invisible_text
#   action: flag
#   severity: low
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM01:2025, mitre-atlas:AML.T0068, nist-ai-600-1:2.9]
package guard.rules.injection.invisible_text

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.text) > 0
	input.stage in {"input", "retrieval", "tool_result"}
	min_score := config.param("injection.invisible_text", "min_score")
	types := config.param("injection.invisible_text", "types")
	hits := [signal |
		some signal in signals.text
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
