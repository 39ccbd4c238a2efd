# METADATA
# title: Personal data in a model's answer
# description: >-
#   The answer holds personal data, such as an e-mail address or an account number. It is taken out before the
#   answer goes on.
# related_resources:
#   - ref: docs/rules/privacy/pii_in_output.md
# custom:
#   id: privacy.pii_in_output
#   action: redact
#   severity: medium
#   owner: privacy
#   exemptible: true
#   risks: [owasp:LLM02:2025, mitre-atlas:AML.T0057, nist-ai-600-1:2.4]
package guard.rules.privacy.pii_in_output

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.pii) > 0
	input.stage == "output"
	min_score := config.param("privacy.pii_in_output", "min_score")
	passing := config.param("privacy.pii_in_output", "passing")
	hits := [signal |
		some signal in signals.pii
		signal.score >= min_score
		not signal.type in passing
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
