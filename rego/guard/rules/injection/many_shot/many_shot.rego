# METADATA
# title: Many forged turns of a dialogue
# description: >-
#   The input contains a long forged dialogue in which the model complies, to make it comply once more.
# related_resources:
#   - ref: docs/rules/injection/many_shot.md
# custom:
#   id: injection.many_shot
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM01:2025, mitre-atlas:AML.T0054, mitre-atlas:AML.T0092, nist-ai-600-1:2.9]
package guard.rules.injection.many_shot

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage in {"input", "tool_result"}
	min_score := config.param("injection.many_shot", "min_score")
	types := config.param("injection.many_shot", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
