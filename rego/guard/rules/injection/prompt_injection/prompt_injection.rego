# METADATA
# title: Prompt injection
# description: >-
#   The input tries to overrule the application's instructions, or to pass for a message of another role.
# related_resources:
#   - ref: docs/rules/injection/prompt_injection.md
# custom:
#   id: injection.prompt_injection
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM01:2025, owasp-agentic:ASI01, mitre-atlas:AML.T0051.000, nist-ai-600-1:2.9]
package guard.rules.injection.prompt_injection

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage == "input"
	min_score := config.param("injection.prompt_injection", "min_score")
	types := config.param("injection.prompt_injection", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
