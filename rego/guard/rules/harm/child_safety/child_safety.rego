# METADATA
# title: Sexual exploitation of children
# description: >-
#   The text has signs of sexual exploitation of children. It is refused at every stage, for everyone, without
#   exceptions.
# related_resources:
#   - ref: docs/rules/harm/child_safety.md
# custom:
#   id: harm.child_safety
#   action: refuse
#   severity: critical
#   owner: trust-safety
#   exemptible: false
#   risks: [mitre-atlas:AML.T0048.003, nist-ai-600-1:2.3, nist-ai-600-1:2.11]
package guard.rules.harm.child_safety

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.harm) > 0
	min_score := config.param("harm.child_safety", "min_score")
	types := config.param("harm.child_safety", "types")
	hits := [signal |
		some signal in signals.harm
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
