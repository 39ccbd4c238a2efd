# METADATA
# title: Instructions to the model in a document
# description: >-
#   A retrieved document addresses the model: it gives orders, forges a turn or asks for a tool.
# related_resources:
#   - ref: docs/rules/injection/instructions_in_document.md
# custom:
#   id: injection.instructions_in_document
#   action: refuse
#   severity: high
#   owner: security
#   exemptible: true
#   risks:
#     - owasp:LLM01:2025
#     - owasp:LLM08:2025
#     - owasp-agentic:ASI01
#     - owasp-agentic:ASI06
#     - mitre-atlas:AML.T0051.001
#     - mitre-atlas:AML.T0070
#     - mitre-atlas:AML.T0071
#     - nist-ai-600-1:2.9
package guard.rules.injection.instructions_in_document

import data.guard.config
import data.guard.result
import data.guard.signals

findings contains finding if {
	count(signals.injection) > 0
	input.stage == "retrieval"
	min_score := config.param("injection.instructions_in_document", "min_score")
	types := config.param("injection.instructions_in_document", "types")
	hits := [signal |
		some signal in signals.injection
		signal.score >= min_score
		signal.type in types
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
