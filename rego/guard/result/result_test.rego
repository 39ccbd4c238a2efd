package guard.result_test

import data.guard.given_test as given
import data.guard.result

chain := [
	{"path": ["guard", "rules", "a", "rule", "findings"]},
	{"path": ["guard", "rules", "a", "rule"], "annotations": {
		"scope": "package",
		"title": "A rule",
		"custom": {
			"id": "a.rule",
			"action": "flag",
			"severity": "low",
			"owner": "security",
			"exemptible": true,
			"risks": ["owasp:LLM01:2025"],
		},
	}},
]

test_a_finding_is_made_of_the_rules_metadata if {
	targets := [given.signal("pii.email", 900), {"target": "/approval", "type": "approval"}]
	found := result.finding(chain, targets) with input as given.request({})
	found == {
		"rule": "a.rule",
		"title": "A rule",
		"action": "flag",
		"severity": "low",
		"owner": "security",
		"exemptible": true,
		"risks": ["owasp:LLM01:2025"],
		"targets": [
			{"target": "/content/0/text", "type": "pii.email", "span": {"start": 3, "end": 9}},
			{"target": "/approval", "type": "approval"},
		],
	}
}
