# METADATA
# title: Tool not on the app's list
# description: >-
#   The model calls a registered tool that this app may not use.
# related_resources:
#   - ref: docs/rules/tools/tool_not_allowed.md
# custom:
#   id: tools.tool_not_allowed
#   action: refuse
#   severity: high
#   owner: agents
#   exemptible: true
#   risks: [owasp:LLM06:2025, owasp-agentic:ASI02, mitre-atlas:AML.T0053]
package guard.rules.tools.tool_not_allowed

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	input.tool.registered
	not input.tool.allowed
	finding := result.finding(_metadata, [{"target": "/tool/name", "type": "tool.allowed"}])
}

_metadata := rego.metadata.chain()
