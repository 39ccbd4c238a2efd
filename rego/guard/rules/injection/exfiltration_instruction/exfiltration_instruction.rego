# METADATA
# title: Instruction to send data out
# description: >-
#   A document or tool result tells the model to put data into a link or to send it somewhere.
# related_resources:
#   - ref: docs/rules/injection/exfiltration_instruction.md
# custom:
#   id: injection.exfiltration_instruction
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: true
#   risks:
#     - owasp:LLM01:2025
#     - owasp:LLM02:2025
#     - owasp-agentic:ASI01
#     - owasp-agentic:ASI02
#     - mitre-atlas:AML.T0051.001
#     - mitre-atlas:AML.T0086
#     - nist-ai-600-1:2.9
package guard.rules.injection.exfiltration_instruction

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.exfiltration) > 0
	input.stage in {"retrieval", "tool_result"}
	min_score := config.param("injection.exfiltration_instruction", "min_score")
	types := config.param("injection.exfiltration_instruction", "types")
	hits := [signal |
		some signal in signals.exfiltration
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
