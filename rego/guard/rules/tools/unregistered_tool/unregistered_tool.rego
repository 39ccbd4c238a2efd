# METADATA
# title: Unknown tool
# description: >-
#   The model calls a tool that nobody has registered, or the call does not say which.
# related_resources:
#   - ref: docs/rules/tools/unregistered_tool.md
# custom:
#   id: tools.unregistered_tool
#   action: refuse
#   severity: high
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - owasp-agentic:ASI04
#     - mitre-atlas:AML.T0053
#     - mitre-atlas:AML.T0104
#     - nist-ai-600-1:2.9
package guard.rules.tools.unregistered_tool

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	not input.tool.registered
	finding := result.finding(_metadata, [{"target": "/tool/name", "type": "tool.registered"}])
}

_metadata := rego.metadata.chain()
