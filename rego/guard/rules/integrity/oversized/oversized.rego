# METADATA
# title: Unusually long text
# description: >-
#   The text is much longer than usual. It goes on, and the finding is kept for review.
# related_resources:
#   - ref: docs/rules/integrity/oversized.md
# custom:
#   id: integrity.oversized
#   action: flag
#   severity: low
#   owner: operations
#   exemptible: true
#   risks: [owasp:LLM10:2025, mitre-atlas:AML.T0034.001, nist-ai-600-1:2.9]
package guard.rules.integrity.oversized

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.text) > 0
	min_score := config.param("integrity.oversized", "min_score")
	types := config.param("integrity.oversized", "types")
	hits := [signal |
		some signal in signals.text
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
