# METADATA
# title: Shell command in an argument
# description: >-
#   An argument as a whole looks like a command line. The call goes on, and the finding is kept for
#   review.
# related_resources:
#   - ref: docs/rules/tools/shell_argument.md
# custom:
#   id: tools.shell_argument
#   action: flag
#   severity: medium
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM05:2025
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI05
#     - mitre-atlas:AML.T0050
#     - mitre-atlas:AML.T0102
#     - nist-ai-600-1:2.9
package guard.rules.tools.shell_argument

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	hits := [{"target": target, "type": "argument.shape"} |
		some argument in input.tool.arguments
		argument.shape == "shell"
		target := concat("", ["/tool/arguments", argument.path])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
