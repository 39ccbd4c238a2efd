package guard.rules.privacy.identifiers_in_tool_result_test

import data.guard.given_test as given
import data.guard.rules.privacy.identifiers_in_tool_result

seen := given.signal("pii.us_ssn", 1000)

test_finds_in_stage_tool_result if {
	asked := given.request({"stage": "tool_result", "signals": [seen]})
	found := identifiers_in_tool_result.findings with input as asked
	given.brief(found) == {given.expected("privacy.identifiers_in_tool_result", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "tool_result", "signals": [given.signal("pii.us_ssn", 699)]})
	found := identifiers_in_tool_result.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "input", "signals": [seen]})
	found := identifiers_in_tool_result.findings with input as asked
	found == set()
}

test_ignores_what_may_pass if {
	asked := given.request({"stage": "tool_result", "signals": [given.signal("pii.address", 1000)]})
	found := identifiers_in_tool_result.findings with input as asked
	found == set()
}
