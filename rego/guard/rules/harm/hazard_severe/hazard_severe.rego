# METADATA
# title: Severe hazard
# description: >-
#   The text asks for or gives help with violence, weapons that kill many, sexual crimes, other crimes, hate, spying on
#   people or defaming them.
# related_resources:
#   - ref: docs/rules/harm/hazard_severe.md
# custom:
#   id: harm.hazard_severe
#   action: refuse
#   severity: high
#   owner: trust-safety
#   exemptible: true
#   risks: [mitre-atlas:AML.T0048.003, nist-ai-600-1:2.1, nist-ai-600-1:2.3]
package guard.rules.harm.hazard_severe

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	input.stage in {"input", "output"}
	min_score := config.param("harm.hazard_severe", "min_score")
	least := {"model": config.param("harm.hazard_severe", "min_model_score")}
	types := config.param("harm.hazard_severe", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= object.get(least, signal.evidence, min_score)
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
