# METADATA
# title: Hazard in a document or tool result
# description: >-
#   A retrieved document or a tool's result has strong signs of a hazard. It goes on, and the finding is kept for
#   review.
# related_resources:
#   - ref: docs/rules/harm/hazard_in_source.md
# custom:
#   id: harm.hazard_in_source
#   action: flag
#   severity: medium
#   owner: trust-safety
#   exemptible: true
#   risks: [owasp:LLM08:2025, nist-ai-600-1:2.3]
package guard.rules.harm.hazard_in_source

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	input.stage in {"retrieval", "tool_result"}
	min_score := config.param("harm.hazard_in_source", "min_score")
	least := {"model": config.param("harm.hazard_in_source", "min_model_score")}
	types := config.param("harm.hazard_in_source", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= object.get(least, signal.evidence, min_score)
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
