# METADATA
# title: Specialised advice in an answer
# description: >-
#   The answer gives medical, legal, financial or electoral advice. It goes on, and the application is asked to say
#   that it comes from a machine and is no professional's.
# related_resources:
#   - ref: docs/rules/harm/specialised_advice.md
# custom:
#   id: harm.specialised_advice
#   action: flag
#   severity: low
#   owner: trust-safety
#   exemptible: true
#   risks: [owasp:LLM09:2025, nist-ai-600-1:2.2, nist-ai-600-1:2.7]
package guard.rules.harm.specialised_advice

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	input.stage == "output"
	min_score := config.param("harm.specialised_advice", "min_score")
	least := {"model": config.param("harm.specialised_advice", "min_model_score")}
	types := config.param("harm.specialised_advice", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= object.get(least, signal.evidence, min_score)
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
