# METADATA
# title: Argument taken from untrusted text
# description: >-
#   An argument of a tool that changes something was seen in untrusted text. The call is held until a person
#   approves it.
# related_resources:
#   - ref: docs/rules/tools/tainted_argument.md
# custom:
#   id: tools.tainted_argument
#   action: review
#   severity: high
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM01:2025
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI01
#     - owasp-agentic:ASI02
#     - mitre-atlas:AML.T0053
#     - mitre-atlas:AML.T0086
#     - nist-ai-600-1:2.9
package guard.rules.tools.tainted_argument

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	input.tool.class in {"write", "money", "irreversible"}
	hits := [{"target": target, "type": "argument.tainted"} |
		some argument in input.tool.arguments
		argument.tainted
		target := concat("", ["/tool/arguments", argument.path])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
