# METADATA
# title: Suicide or self-harm
# description: >-
#   The text asks for or describes ways to hurt oneself. It is refused with a text that offers help, and the
#   application is asked to show support resources.
# related_resources:
#   - ref: docs/rules/harm/self_harm.md
# custom:
#   id: harm.self_harm
#   action: refuse
#   severity: high
#   owner: trust-safety
#   exemptible: true
#   risks: [mitre-atlas:AML.T0048.003, nist-ai-600-1:2.3, nist-ai-600-1:2.7]
package guard.rules.harm.self_harm

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	input.stage in {"input", "output"}
	min_score := config.param("harm.self_harm", "min_score")
	least := {"model": config.param("harm.self_harm", "min_model_score")}
	types := config.param("harm.self_harm", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= object.get(least, signal.evidence, min_score)
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
