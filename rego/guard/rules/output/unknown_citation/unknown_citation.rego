# METADATA
# title: Citation of an unknown source
# description: >-
#   The answer cites a source that was not among its documents. It goes on, and the application is asked to check
#   its citations.
# related_resources:
#   - ref: docs/rules/output/unknown_citation.md
# custom:
#   id: output.unknown_citation
#   action: flag
#   severity: medium
#   owner: data
#   exemptible: true
#   risks:
#     - owasp:LLM09:2025
#     - mitre-atlas:AML.T0067.000
#     - mitre-atlas:AML.T0062
#     - nist-ai-600-1:2.2
#     - nist-ai-600-1:2.8
package guard.rules.output.unknown_citation

import data.guard.result

findings contains finding if {
	input.stage == "output"
	input.citations.unknown > 0
	finding := result.finding(_metadata, [{"target": "/citations", "type": "citations.unknown"}])
}

_metadata := rego.metadata.chain()
