# METADATA
# title: Too many tool calls
# description: >-
#   The session has used up its tool calls.
# related_resources:
#   - ref: docs/rules/usage/call_budget.md
# custom:
#   id: usage.call_budget
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
package guard.rules.usage.call_budget

import data.guard.config
import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	input.usage.tool_calls > config.param("usage.call_budget", "max_calls")
	finding := result.finding(_metadata, [{"target": "/usage/tool_calls", "type": "usage.tool_calls"}])
}

_metadata := rego.metadata.chain()
