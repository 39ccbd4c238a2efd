# METADATA
# title: Arguments break the tool's schema
# description: >-
#   The arguments do not have the form that the tool declares.
# related_resources:
#   - ref: docs/rules/tools/schema_violation.md
# custom:
#   id: tools.schema_violation
#   action: refuse
#   severity: medium
#   owner: agents
#   exemptible: true
#   risks: [owasp:LLM05:2025, owasp:LLM06:2025, owasp-agentic:ASI02, nist-ai-600-1:2.9]
package guard.rules.tools.schema_violation

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	input.tool.schema == "invalid"
	hits := [{"target": target, "type": type} |
		some violation in input.tool.violations
		target := concat("", ["/tool/arguments", violation.path])
		type := concat(".", ["schema", violation.keyword])
	]
	finding := result.finding(_metadata, hits)
}

_metadata := rego.metadata.chain()
