# METADATA
# title: Call into the private network
# description: >-
#   An argument leads to a private, local or link-local address.
# related_resources:
#   - ref: docs/rules/tools/private_host.md
# custom:
#   id: tools.private_host
#   action: refuse
#   severity: high
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - mitre-atlas:AML.T0049
#     - mitre-atlas:AML.T0075
#     - nist-ai-600-1:2.9
package guard.rules.tools.private_host

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	hits := [{"target": target, "type": "argument.host"} |
		some argument in input.tool.arguments
		argument.host.private
		target := concat("", ["/tool/arguments", argument.path])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
