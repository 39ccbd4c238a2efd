package guard.rules.tools.exfiltration_in_arguments_test

import data.guard.given_test as given
import data.guard.rules.tools.exfiltration_in_arguments

seen := given.signal("exfiltration.markdown_image", 1000)

test_finds_in_stage_tool_call if {
	asked := given.request({"stage": "tool_call", "signals": [seen]})
	found := exfiltration_in_arguments.findings with input as asked
	given.brief(found) == {given.expected("tools.exfiltration_in_arguments", "refuse", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "tool_call", "signals": [given.signal("exfiltration.markdown_image", 699)]})
	found := exfiltration_in_arguments.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "input", "signals": [seen]})
	found := exfiltration_in_arguments.findings with input as asked
	found == set()
}
