# METADATA
# title: Contact data in the input
# description: >-
#   The input holds contact data such as an e-mail address, a telephone number or a postal address. It goes on, and
#   the finding is kept for review.
# related_resources:
#   - ref: docs/rules/privacy/contact_in_input.md
# custom:
#   id: privacy.contact_in_input
#   action: flag
#   severity: low
#   owner: privacy
#   exemptible: true
#   risks: [owasp:LLM02:2025, nist-ai-600-1:2.4]
package guard.rules.privacy.contact_in_input

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.pii) > 0
	input.stage == "input"
	min_score := config.param("privacy.contact_in_input", "min_score")
	types := config.param("privacy.contact_in_input", "types")
	hits := [signal |
		some signal in signals.pii
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
