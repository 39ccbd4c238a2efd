# METADATA
# title: Arguments without a schema
# description: >-
#   The tool has no schema, so nobody has checked its arguments. The call goes on, and the finding is kept for
#   review.
# related_resources:
#   - ref: docs/rules/tools/unchecked_arguments.md
# custom:
#   id: tools.unchecked_arguments
#   action: flag
#   severity: low
#   owner: agents
#   exemptible: true
#   risks: [owasp:LLM06:2025, owasp-agentic:ASI02, nist-ai-600-1:2.9]
package guard.rules.tools.unchecked_arguments

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	input.tool.registered
	input.tool.schema == "absent"
	finding := result.finding(_metadata, [{"target": "/tool/arguments", "type": "tool.schema"}])
}

_metadata := rego.metadata.chain()
