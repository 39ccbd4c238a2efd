# METADATA
# title: Raw prompt structure in an answer
# description: >-
#   The answer holds markers of roles or delimiters that belong to a prompt, a sign that the model repeats it. They
#   are taken out.
# related_resources:
#   - ref: docs/rules/injection/system_prompt_leak.md
# custom:
#   id: injection.system_prompt_leak
#   action: redact
#   severity: medium
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM07:2025, mitre-atlas:AML.T0056, mitre-atlas:AML.T0077, nist-ai-600-1:2.9]
package guard.rules.injection.system_prompt_leak

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage == "output"
	min_score := config.param("injection.system_prompt_leak", "min_score")
	types := config.param("injection.system_prompt_leak", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
