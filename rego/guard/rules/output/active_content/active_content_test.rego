package guard.rules.output.active_content_test

import data.guard.given_test as given
import data.guard.rules.output.active_content

seen := given.signal("exfiltration.javascript_uri", 1000)

test_finds_in_stage_output if {
	found := active_content.findings with input as given.request({"stage": "output", "signals": [seen]})
	given.brief(found) == {given.expected("output.active_content", "redact", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "output", "signals": [given.signal("exfiltration.javascript_uri", 599)]})
	found := active_content.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := active_content.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "output", "signals": [given.signal("exfiltration.markdown_image", 1000)]})
	found := active_content.findings with input as asked
	found == set()
}
