# METADATA
# title: Personal data in retrieved documents
# description: >-
#   A retrieved document holds personal data. It is taken out before the document reaches the model.
# related_resources:
#   - ref: docs/rules/privacy/pii_in_retrieval.md
# custom:
#   id: privacy.pii_in_retrieval
#   action: redact
#   severity: medium
#   owner: privacy
#   exemptible: true
#   risks: [owasp:LLM02:2025, owasp:LLM08:2025, mitre-atlas:AML.T0085.000, nist-ai-600-1:2.4]
package guard.rules.privacy.pii_in_retrieval

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.pii) > 0
	input.stage == "retrieval"
	min_score := config.param("privacy.pii_in_retrieval", "min_score")
	passing := config.param("privacy.pii_in_retrieval", "passing")
	hits := [signal |
		some signal in signals.pii
		signal.score >= min_score
		not signal.type in passing
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
