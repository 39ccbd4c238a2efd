# METADATA
# title: Model not approved
# description: >-
#   The request names a model that the app may not use.
# related_resources:
#   - ref: docs/rules/scope/unknown_model.md
# custom:
#   id: scope.unknown_model
#   action: refuse
#   severity: medium
#   owner: product
#   exemptible: true
#   risks: [owasp:LLM03:2025, owasp-agentic:ASI04, nist-ai-600-1:2.12]
package guard.rules.scope.unknown_model

import data.guard.result

findings contains finding if {
	count(input.app.models) > 0
	input.model
	not input.model in input.app.models
	finding := result.finding(_metadata, [{"target": "/model", "type": "model"}])
}

_metadata := rego.metadata.chain()
