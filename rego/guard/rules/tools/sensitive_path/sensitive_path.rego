# METADATA
# title: Path of secrets or out of the folder
# description: >-
#   An argument names a path that climbs out of its folder, or a file of credentials or of the system.
# related_resources:
#   - ref: docs/rules/tools/sensitive_path.md
# custom:
#   id: tools.sensitive_path
#   action: refuse
#   severity: high
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - owasp-agentic:ASI03
#     - mitre-atlas:AML.T0037
#     - mitre-atlas:AML.T0083
#     - nist-ai-600-1:2.9
package guard.rules.tools.sensitive_path

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.tool) > 0
	input.stage == "tool_call"
	min_score := config.param("tools.sensitive_path", "min_score")
	types := config.param("tools.sensitive_path", "types")
	hits := [signal |
		some signal in signals.tool
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
