# METADATA
# title: Topic not for minors
# description: >-
#   The person is declared to be a child or a teenager, and the text is about violence, weapons, crime, hate,
#   pornography or self-harm.
# related_resources:
#   - ref: docs/rules/harm/minors_restricted_topics.md
# custom:
#   id: harm.minors_restricted_topics
#   action: refuse
#   severity: high
#   owner: trust-safety
#   exemptible: true
#   risks: [mitre-atlas:AML.T0048.003, nist-ai-600-1:2.3, nist-ai-600-1:2.7, nist-ai-600-1:2.11]
package guard.rules.harm.minors_restricted_topics

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	input.stage in {"input", "output"}
	input.subject.age_class in {"child", "teen"}
	min_score := config.param("harm.minors_restricted_topics", "min_score")
	least := {"model": config.param("harm.minors_restricted_topics", "min_model_score")}
	types := config.param("harm.minors_restricted_topics", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= object.get(least, signal.evidence, min_score)
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
