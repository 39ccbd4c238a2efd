# METADATA
# title: Attempt to obtain hidden instructions
# description: >-
#   The input asks the model for its system prompt or for secrets of the application.
# related_resources:
#   - ref: docs/rules/injection/prompt_leak_request.md
# custom:
#   id: injection.prompt_leak_request
#   action: refuse
#   severity: medium
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM07:2025, mitre-atlas:AML.T0056, mitre-atlas:AML.T0069.002, nist-ai-600-1:2.9]
package guard.rules.injection.prompt_leak_request

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage == "input"
	min_score := config.param("injection.prompt_leak_request", "min_score")
	types := config.param("injection.prompt_leak_request", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
