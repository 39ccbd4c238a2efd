# METADATA
# title: Credential in the input
# description: >-
#   The input holds a key, token, password or private key. It is taken out before a model sees it.
# related_resources:
#   - ref: docs/rules/secrets/secret_in_input.md
# custom:
#   id: secrets.secret_in_input
#   action: redact
#   severity: high
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM02:2025, mitre-atlas:AML.T0055, nist-ai-600-1:2.9]
package guard.rules.secrets.secret_in_input

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.secret) > 0
	input.stage == "input"
	min_score := config.param("secrets.secret_in_input", "min_score")
	hits := [signal |
		some signal in signals.secret
		signal.score >= min_score
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
