# METADATA
# title: Address inside the network
# description: >-
#   An argument holds an address inside the network or of a metadata service, also within a longer value.
# related_resources:
#   - ref: docs/rules/tools/internal_address.md
# custom:
#   id: tools.internal_address
#   action: refuse
#   severity: critical
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - mitre-atlas:AML.T0049
#     - mitre-atlas:AML.T0075
#     - nist-ai-600-1:2.9
package guard.rules.tools.internal_address

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.tool) > 0
	input.stage == "tool_call"
	min_score := config.param("tools.internal_address", "min_score")
	types := config.param("tools.internal_address", "types")
	hits := [signal |
		some signal in signals.tool
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
