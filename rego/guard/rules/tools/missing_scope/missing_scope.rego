# METADATA
# title: Caller lacks a scope
# description: >-
#   The tool needs a scope that the person on whose behalf the model acts does not hold.
# related_resources:
#   - ref: docs/rules/tools/missing_scope.md
# custom:
#   id: tools.missing_scope
#   action: refuse
#   severity: high
#   owner: agents
#   exemptible: false
#   risks: [owasp:LLM06:2025, owasp-agentic:ASI03, mitre-atlas:AML.T0053, nist-ai-600-1:2.9]
package guard.rules.tools.missing_scope

import data.guard.result

findings contains finding if {
	input.stage == "tool_call"
	missing := [scope | some scope in input.tool.scopes; not scope in input.subject.scopes]
	count(missing) > 0
	finding := result.finding(_metadata, [{"target": "/subject/scopes", "type": "subject.scopes"}])
}

_metadata := rego.metadata.chain()
