# METADATA
# title: Repetitive or random-looking text
# description: >-
#   The text repeats itself or is a long run of random-looking characters. It goes on, and the finding is kept for
#   review.
# related_resources:
#   - ref: docs/rules/integrity/repetition.md
# custom:
#   id: integrity.repetition
#   action: flag
#   severity: low
#   owner: operations
#   exemptible: true
#   risks: [owasp:LLM10:2025, mitre-atlas:AML.T0029, mitre-atlas:AML.T0046, nist-ai-600-1:2.9]
package guard.rules.integrity.repetition

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.text) > 0
	min_score := config.param("integrity.repetition", "min_score")
	types := config.param("integrity.repetition", "types")
	hits := [signal |
		some signal in signals.text
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
