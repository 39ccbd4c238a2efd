# METADATA
# title: Argument that destroys
# description: >-
#   An argument is a command or statement that deletes data, opens a system or grants rights. The call is held until
#   a person approves it.
# related_resources:
#   - ref: docs/rules/tools/destructive_argument.md
# custom:
#   id: tools.destructive_argument
#   action: review
#   severity: critical
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - owasp-agentic:ASI05
#     - mitre-atlas:AML.T0101
#     - mitre-atlas:AML.T0102
#     - nist-ai-600-1:2.9
package guard.rules.tools.destructive_argument

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.tool) > 0
	input.stage == "tool_call"
	min_score := config.param("tools.destructive_argument", "min_score")
	types := config.param("tools.destructive_argument", "types")
	hits := [signal |
		some signal in signals.tool
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
