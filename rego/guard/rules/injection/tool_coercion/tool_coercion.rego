# METADATA
# title: Order to use a tool
# description: >-
#   The input orders the model to use a tool. It goes on, and the finding is kept for review.
# related_resources:
#   - ref: docs/rules/injection/tool_coercion.md
# custom:
#   id: injection.tool_coercion
#   action: flag
#   severity: low
#   owner: security
#   exemptible: true
#   risks: [owasp:LLM01:2025, owasp:LLM06:2025, owasp-agentic:ASI02, mitre-atlas:AML.T0053, nist-ai-600-1:2.9]
package guard.rules.injection.tool_coercion

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage == "input"
	min_score := config.param("injection.tool_coercion", "min_score")
	types := config.param("injection.tool_coercion", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
