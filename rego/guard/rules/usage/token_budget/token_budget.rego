# METADATA
# title: Too many tokens
# description: >-
#   The session has used up its tokens.
# related_resources:
#   - ref: docs/rules/usage/token_budget.md
# custom:
#   id: usage.token_budget
#   action: refuse
#   severity: medium
#   owner: operations
#   exemptible: true
#   risks:
#     - owasp:LLM10:2025
#     - owasp-agentic:ASI08
#     - mitre-atlas:AML.T0034
#     - mitre-atlas:AML.T0034.002
#     - nist-ai-600-1:2.9
package guard.rules.usage.token_budget

import data.guard.config
import data.guard.result

findings contains finding if {
	input.stage in {"input", "tool_call"}
	input.usage.tokens > config.param("usage.token_budget", "max_tokens")
	finding := result.finding(_metadata, [{"target": "/usage/tokens", "type": "usage.tokens"}])
}

_metadata := rego.metadata.chain()
