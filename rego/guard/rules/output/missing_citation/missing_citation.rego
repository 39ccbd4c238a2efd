# METADATA
# title: Answer without citations
# description: >-
#   The answer was given on the basis of documents, but cites none. It goes on, and the application is asked to
#   cite.
# related_resources:
#   - ref: docs/rules/output/missing_citation.md
# custom:
#   id: output.missing_citation
#   action: flag
#   severity: low
#   owner: data
#   exemptible: true
#   risks: [owasp:LLM09:2025, mitre-atlas:AML.T0067.000, nist-ai-600-1:2.2, nist-ai-600-1:2.8]
package guard.rules.output.missing_citation

import data.guard.result

findings contains finding if {
	input.stage == "output"
	count(input.documents) > 0
	object.get(input.citations, "count", 0) == 0
	finding := result.finding(_metadata, [{"target": "/citations", "type": "citations.count"}])
}

_metadata := rego.metadata.chain()
