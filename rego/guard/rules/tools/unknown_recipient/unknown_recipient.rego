# METADATA
# title: Mail to an unknown domain
# description: >-
#   An argument is an e-mail address whose domain is not on the app's list. The call goes on, and the finding is
#   kept for review.
# related_resources:
#   - ref: docs/rules/tools/unknown_recipient.md
# custom:
#   id: tools.unknown_recipient
#   action: flag
#   severity: low
#   owner: agents
#   exemptible: true
#   risks: [owasp:LLM02:2025, owasp:LLM06:2025, owasp-agentic:ASI02, mitre-atlas:AML.T0086, nist-ai-600-1:2.9]
package guard.rules.tools.unknown_recipient

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	hits := [{"target": target, "type": "argument.host"} |
		some argument in input.tool.arguments
		argument.shape == "email"
		not _known(argument)
		target := concat("", ["/tool/arguments", argument.path])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()

_known(argument) if argument.host.domain in input.app.hosts
