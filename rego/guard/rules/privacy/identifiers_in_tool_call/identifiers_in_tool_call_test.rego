package guard.rules.privacy.identifiers_in_tool_call_test

import data.guard.given_test as given
import data.guard.rules.privacy.identifiers_in_tool_call

seen := given.signal("pii.iban", 1000)

test_finds_in_stage_tool_call if {
	asked := given.request({"stage": "tool_call", "signals": [seen]})
	found := identifiers_in_tool_call.findings with input as asked
	given.brief(found) == {given.expected("privacy.identifiers_in_tool_call", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("pii.iban", 699)]})
	found := identifiers_in_tool_call.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := identifiers_in_tool_call.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_what_may_pass if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("pii.address", 1000)]})
	found := identifiers_in_tool_call.findings with input as asked
	found == set()
}
