# METADATA
# title: Irreversible action without approval
# description: >-
#   A tool whose effect cannot be undone is called, and no person has approved this request within the last hour.
#   The call is held.
# related_resources:
#   - ref: docs/rules/tools/irreversible_without_approval.md
# custom:
#   id: tools.irreversible_without_approval
#   action: review
#   severity: high
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - owasp-agentic:ASI09
#     - mitre-atlas:AML.T0101
#     - nist-ai-600-1:2.7
package guard.rules.tools.irreversible_without_approval

import data.guard.config
import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	input.tool.class == "irreversible"
	not _approved
	finding := result.finding(_metadata, [{"target": "/approval", "type": "approval"}])
}

_metadata := rego.metadata.chain()

_approved if {
	input.approval.declared
	input.approval.age_ms <= config.param("tools.irreversible_without_approval", "max_age_ms")
}
