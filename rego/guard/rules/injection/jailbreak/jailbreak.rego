# METADATA
# title: Jailbreak
# description: >-
#   The input asks the model to play a role without rules, forbids it to refuse, or carries a suffix made by a
#   machine to break its training.
# related_resources:
#   - ref: docs/rules/injection/jailbreak.md
# custom:
#   id: injection.jailbreak
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM01:2025, mitre-atlas:AML.T0054, nist-ai-600-1:2.3, nist-ai-600-1:2.9]
package guard.rules.injection.jailbreak

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage == "input"
	min_score := config.param("injection.jailbreak", "min_score")
	types := config.param("injection.jailbreak", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
