package guard.rules.harm.hazard_in_source_test

import data.guard.given_test as given
import data.guard.rules.harm.hazard_in_source

seen := given.signal("harm.iwp", 1000)

test_finds_in_stage_retrieval if {
	found := hazard_in_source.findings with input as given.request({"stage": "retrieval", "signals": [seen]})
	given.brief(found) == {given.expected("harm.hazard_in_source", "flag", [seen])}
}

test_finds_in_stage_tool_result if {
	found := hazard_in_source.findings with input as given.request({"stage": "tool_result", "signals": [seen]})
	given.brief(found) == {given.expected("harm.hazard_in_source", "flag", [seen])}
}

test_ignores_a_low_score if {
	asked := given.request({"stage": "retrieval", "signals": [given.signal("harm.iwp", 699)]})
	found := hazard_in_source.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	found := hazard_in_source.findings with input as given.request({"stage": "input", "signals": [seen]})
	found == set()
}

test_ignores_another_type if {
	asked := given.request({"stage": "retrieval", "signals": [given.signal("harm.dfm", 1000)]})
	found := hazard_in_source.findings with input as asked
	found == set()
}

test_finds_what_the_model_is_sure_of if {
	judged := object.union(given.signal("harm.iwp", 600), {"evidence": "model"})
	found := hazard_in_source.findings with input as given.request({"stage": "retrieval", "signals": [judged]})
	given.brief(found) == {given.expected("harm.hazard_in_source", "flag", [judged])}
}

test_ignores_what_the_model_only_suspects if {
	suspected := object.union(given.signal("harm.iwp", 599), {"evidence": "model"})
	found := hazard_in_source.findings with input as given.request({"stage": "retrieval", "signals": [suspected]})
	found == set()
}
