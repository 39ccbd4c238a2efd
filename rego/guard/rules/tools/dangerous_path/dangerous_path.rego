# METADATA
# title: Dangerous path in an argument
# description: >-
#   An argument is a path that leaves the working folder, or leads to the system, a home folder, a device or a
#   network share.
# related_resources:
#   - ref: docs/rules/tools/dangerous_path.md
# custom:
#   id: tools.dangerous_path
#   action: refuse
#   severity: high
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - owasp-agentic:ASI05
#     - mitre-atlas:AML.T0037
#     - mitre-atlas:AML.T0053
#     - nist-ai-600-1:2.9
package guard.rules.tools.dangerous_path

import data.guard.config
import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	count(input.tool.arguments) > 0
	classes := config.param("tools.dangerous_path", "classes")
	hits := [{"target": target, "type": "argument.path_class"} |
		some argument in input.tool.arguments
		argument.path_class in classes
		target := concat("", ["/tool/arguments", argument.path])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
