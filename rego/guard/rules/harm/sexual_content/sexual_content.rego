# METADATA
# title: Pornographic content
# description: >-
#   The text is pornographic or asks for pornography.
# related_resources:
#   - ref: docs/rules/harm/sexual_content.md
# custom:
#   id: harm.sexual_content
#   action: refuse
#   severity: medium
#   owner: trust-safety
#   exemptible: true
#   risks: [nist-ai-600-1:2.11]
package guard.rules.harm.sexual_content

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	input.stage in {"input", "output"}
	min_score := config.param("harm.sexual_content", "min_score")
	least := {"model": config.param("harm.sexual_content", "min_model_score")}
	types := config.param("harm.sexual_content", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= object.get(least, signal.evidence, min_score)
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
