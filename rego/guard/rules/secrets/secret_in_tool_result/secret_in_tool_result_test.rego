package guard.rules.secrets.secret_in_tool_result_test

import data.guard.given_test as given
import data.guard.rules.secrets.secret_in_tool_result

seen := given.signal("secret.aws_secret_access_key", 1000)

test_finds_in_stage_tool_result if {
	asked := given.request({"stage": "tool_result", "signals": [seen]})
	found := secret_in_tool_result.findings with input as asked
	given.brief(found) == {given.expected("secrets.secret_in_tool_result", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({
		"stage": "tool_result",
		"signals": [given.signal("secret.aws_secret_access_key", 699)],
	})
	found := secret_in_tool_result.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := secret_in_tool_result.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}
