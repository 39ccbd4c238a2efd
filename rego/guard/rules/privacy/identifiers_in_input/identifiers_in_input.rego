# METADATA
# title: Identity or account number in the input
# description: >-
#   The input holds a number that identifies a person or opens an account: a payment card, a bank account, a
#   national id, a passport. It is taken out before a model sees it.
# related_resources:
#   - ref: docs/rules/privacy/identifiers_in_input.md
# custom:
#   id: privacy.identifiers_in_input
#   action: redact
#   severity: high
#   owner: privacy
#   exemptible: true
#   risks: [owasp:LLM02:2025, mitre-atlas:AML.T0057, nist-ai-600-1:2.4]
package guard.rules.privacy.identifiers_in_input

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.pii) > 0
	input.stage == "input"
	min_score := config.param("privacy.identifiers_in_input", "min_score")
	passing := config.param("privacy.identifiers_in_input", "passing")
	hits := [signal |
		some signal in signals.pii
		signal.score >= min_score
		not signal.type in passing
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
