# METADATA
# title: Call to an unknown host
# description: >-
#   An argument leads to a host that is not on the app's list.
# related_resources:
#   - ref: docs/rules/tools/unknown_host.md
# custom:
#   id: tools.unknown_host
#   action: refuse
#   severity: high
#   owner: agents
#   exemptible: true
#   risks:
#     - owasp:LLM06:2025
#     - owasp-agentic:ASI02
#     - mitre-atlas:AML.T0086
#     - mitre-atlas:AML.T0025
#     - nist-ai-600-1:2.9
package guard.rules.tools.unknown_host

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	hits := [{"target": target, "type": "argument.host"} |
		some argument in input.tool.arguments
		argument.host
		not argument.shape == "email"
		not argument.host.private
		not _known(argument.host)
		target := concat("", ["/tool/arguments", argument.path])
	]
	count(hits) > 0
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()

# A helper, since `not x in y` is undefined where x is: an address without a name must not pass.
_known(host) if host.domain in input.app.hosts
