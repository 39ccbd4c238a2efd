# METADATA
# title: The text as a whole resembles an attack
# description: >-
#   No single wording decides, but all the evidence together makes an attempt to take over the model likely.
# related_resources:
#   - ref: docs/rules/injection/attack_likelihood.md
# custom:
#   id: injection.attack_likelihood
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: true
#   risks:
#     - owasp:LLM01:2025
#     - owasp-agentic:ASI01
#     - mitre-atlas:AML.T0051
#     - mitre-atlas:AML.T0054
#     - nist-ai-600-1:2.9
package guard.rules.injection.attack_likelihood

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage in {"input", "retrieval", "tool_result"}
	min_score := config.param("injection.attack_likelihood", "min_score")
	types := config.param("injection.attack_likelihood", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
