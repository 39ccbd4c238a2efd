# METADATA
# title: Document of another tenant
# description: >-
#   A document belongs to another tenant than the one that asks. The request is refused, without exceptions.
# related_resources:
#   - ref: docs/rules/retrieval/cross_tenant_document.md
# custom:
#   id: retrieval.cross_tenant_document
#   action: refuse
#   severity: critical
#   owner: data
#   exemptible: false
#   risks:
#     - owasp:LLM02:2025
#     - owasp:LLM08:2025
#     - owasp-agentic:ASI03
#     - mitre-atlas:AML.T0085.000
#     - nist-ai-600-1:2.4
#     - nist-ai-600-1:2.9
package guard.rules.retrieval.cross_tenant_document

import data.guard.result

findings contains finding if {
	input.stage == "retrieval"
	hits := [{"target": target, "type": "document.owner"} |
		some index, document in input.documents
		document.owner == "other"
		target := concat("/", ["/documents", format_int(index, 10)])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
