# METADATA
# title: Possible hazard
# description: >-
#   The text has signs of a hazard that are not strong enough to refuse, or of a hazard that depends on context. It
#   goes on, and the finding is kept for review.
# related_resources:
#   - ref: docs/rules/harm/hazard_moderate.md
# custom:
#   id: harm.hazard_moderate
#   action: flag
#   severity: medium
#   owner: trust-safety
#   exemptible: true
#   risks: [mitre-atlas:AML.T0048.003, nist-ai-600-1:2.3, nist-ai-600-1:2.11]
package guard.rules.harm.hazard_moderate

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	input.stage in {"input", "output"}
	min_score := config.param("harm.hazard_moderate", "min_score")
	least := {"model": config.param("harm.hazard_moderate", "min_model_score")}
	types := config.param("harm.hazard_moderate", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= object.get(least, signal.evidence, min_score)
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
