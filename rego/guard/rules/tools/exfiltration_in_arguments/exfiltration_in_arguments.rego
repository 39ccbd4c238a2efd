# METADATA
# title: Argument that carries data out
# description: >-
#   A tool's arguments hold a link or an image whose address can carry data to a stranger.
# related_resources:
#   - ref: docs/rules/tools/exfiltration_in_arguments.md
# custom:
#   id: tools.exfiltration_in_arguments
#   action: refuse
#   severity: high
#   owner: agents
#   exemptible: true
#   risks: [owasp:LLM02:2025, owasp:LLM06:2025, owasp-agentic:ASI02, mitre-atlas:AML.T0086, nist-ai-600-1:2.9]
package guard.rules.tools.exfiltration_in_arguments

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.exfiltration) > 0
	input.stage == "tool_call"
	min_score := config.param("tools.exfiltration_in_arguments", "min_score")
	hits := [signal |
		some signal in signals.exfiltration
		signal.score >= min_score
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
