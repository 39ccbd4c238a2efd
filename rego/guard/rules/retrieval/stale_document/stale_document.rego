# METADATA
# title: Outdated document
# description: >-
#   A document is older than the application wants. It goes on, and the application is asked to say how old its
#   source is.
# related_resources:
#   - ref: docs/rules/retrieval/stale_document.md
# custom:
#   id: retrieval.stale_document
#   action: flag
#   severity: low
#   owner: data
#   exemptible: true
#   risks: [owasp:LLM09:2025, nist-ai-600-1:2.2, nist-ai-600-1:2.8]
package guard.rules.retrieval.stale_document

import data.guard.config
import data.guard.result

findings contains finding if {
	input.stage == "retrieval"
	count(input.documents) > 0
	max_age_ms := config.param("retrieval.stale_document", "max_age_ms")
	hits := [{"target": target, "type": "document.age_ms"} |
		some index, document in input.documents
		document.age_ms > max_age_ms
		target := concat("/", ["/documents", format_int(index, 10)])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
