# METADATA
# title: Credential in a retrieved document
# description: >-
#   A retrieved document holds a credential. It is taken out before the document reaches the model.
# related_resources:
#   - ref: docs/rules/secrets/secret_in_retrieval.md
# custom:
#   id: secrets.secret_in_retrieval
#   action: redact
#   severity: high
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM02:2025, owasp:LLM08:2025, mitre-atlas:AML.T0082, nist-ai-600-1:2.9]
package guard.rules.secrets.secret_in_retrieval

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.secret) > 0
	input.stage == "retrieval"
	min_score := config.param("secrets.secret_in_retrieval", "min_score")
	hits := [signal |
		some signal in signals.secret
		signal.score >= min_score
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
