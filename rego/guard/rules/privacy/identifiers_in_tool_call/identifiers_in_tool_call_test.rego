package guard.rules.privacy.identifiers_in_tool_call_test

import data.guard.given_test as given
import data.guard.rules.privacy.identifiers_in_tool_call

seen := given.signal("pii.iban", 1000)

test_finds_in_stage_tool_call if {
	found := identifiers_in_tool_call.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("privacy.identifiers_in_tool_call", "redact", [seen])}
}

test_ignores_a_low_score if {
	found := identifiers_in_tool_call.findings with input as given.request({"stage": "tool_call", "signals": [given.signal("pii.iban", 699)]})
	found == set()
}

test_ignores_another_stage if {
	found := identifiers_in_tool_call.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_what_may_pass if {
	found := identifiers_in_tool_call.findings with input as given.request({"stage": "tool_call", "signals": [given.signal("pii.address", 1000)]})
	found == set()
}
