# METADATA
# title: Document from an untrusted source
# description: >-
#   A document comes from a source that is declared untrusted, such as the open web. It goes on, and the finding is
#   kept for review.
# related_resources:
#   - ref: docs/rules/retrieval/untrusted_source.md
# custom:
#   id: retrieval.untrusted_source
#   action: flag
#   severity: low
#   owner: data
#   exemptible: true
#   risks:
#     - owasp:LLM08:2025
#     - owasp:LLM04:2025
#     - mitre-atlas:AML.T0066
#     - mitre-atlas:AML.T0093
#     - nist-ai-600-1:2.8
#     - nist-ai-600-1:2.12
package guard.rules.retrieval.untrusted_source

import data.guard.result

findings contains finding if {
	input.stage == "retrieval"
	hits := [{"target": target, "type": "document.trust"} |
		some index, document in input.documents
		document.trust == "untrusted"
		target := concat("/", ["/documents", format_int(index, 10)])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
