# METADATA
# title: Attempt to replace the task
# description: >-
#   The input wants the application to do another task than it is for. It goes on, and the finding is kept for
#   review.
# related_resources:
#   - ref: docs/rules/injection/task_hijack.md
# custom:
#   id: injection.task_hijack
#   action: flag
#   severity: medium
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM01:2025, owasp-agentic:ASI01, mitre-atlas:AML.T0051.000, nist-ai-600-1:2.9]
package guard.rules.injection.task_hijack

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage == "input"
	min_score := config.param("injection.task_hijack", "min_score")
	types := config.param("injection.task_hijack", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
