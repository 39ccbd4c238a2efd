# METADATA
# title: Possible mention of self-harm
# description: >-
#   The text may be about suicide or self-harm. It goes on, and the application is asked to show support resources.
# related_resources:
#   - ref: docs/rules/harm/self_harm_mention.md
# custom:
#   id: harm.self_harm_mention
#   action: flag
#   severity: medium
#   owner: trust-safety
#   exemptible: true
#   risks: [mitre-atlas:AML.T0048.003, nist-ai-600-1:2.7]
package guard.rules.harm.self_harm_mention

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	input.stage in {"input", "output"}
	min_score := config.param("harm.self_harm_mention", "min_score")
	least := {"model": config.param("harm.self_harm_mention", "min_model_score")}
	types := config.param("harm.self_harm_mention", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= object.get(least, signal.evidence, min_score)
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
