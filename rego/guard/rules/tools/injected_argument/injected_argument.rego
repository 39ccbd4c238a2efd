# METADATA
# title: Argument that would run something else
# description: >-
#   An argument carries shell syntax, SQL, query operators, a template or code that would do something else than the
#   tool is asked for.
# related_resources:
#   - ref: docs/rules/tools/injected_argument.md
# custom:
#   id: tools.injected_argument
#   action: refuse
#   severity: critical
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM05:2025
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - owasp-agentic:ASI05
#     - mitre-atlas:AML.T0050
#     - mitre-atlas:AML.T0102
#     - nist-ai-600-1:2.9
package guard.rules.tools.injected_argument

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.tool) > 0
	input.stage == "tool_call"
	min_score := config.param("tools.injected_argument", "min_score")
	types := config.param("tools.injected_argument", "types")
	hits := [signal |
		some signal in signals.tool
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
