# METADATA
# title: Contact data of or for a child
# description: >-
#   The person is declared to be a child, and the text holds contact data. It is taken out on the way in and on the
#   way out.
# related_resources:
#   - ref: docs/rules/privacy/child_contact_details.md
# custom:
#   id: privacy.child_contact_details
#   action: redact
#   severity: high
#   owner: privacy
#   exemptible: true
#   risks: [owasp:LLM02:2025, nist-ai-600-1:2.4, nist-ai-600-1:2.7]
package guard.rules.privacy.child_contact_details

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.pii) > 0
	input.stage in {"input", "output"}
	input.subject.age_class == "child"
	min_score := config.param("privacy.child_contact_details", "min_score")
	types := config.param("privacy.child_contact_details", "types")
	hits := [signal |
		some signal in signals.pii
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
