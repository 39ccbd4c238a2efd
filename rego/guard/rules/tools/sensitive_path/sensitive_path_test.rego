package guard.rules.tools.sensitive_path_test

import data.guard.given_test as given
import data.guard.rules.tools.sensitive_path

seen := given.signal("tool.sensitive_path", 1000)

test_finds_in_stage_tool_call if {
	found := sensitive_path.findings with input as given.request({"stage": "tool_call", "signals": [seen]})
	given.brief(found) == {given.expected("tools.sensitive_path", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("tool.sensitive_path", 699)]})
	found := sensitive_path.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := sensitive_path.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("tool.code_execution", 1000)]})
	found := sensitive_path.findings with input as asked
	found == set()
}
