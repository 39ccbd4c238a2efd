package guard.rules.output.unknown_citation_test

import data.guard.given_test as given
import data.guard.rules.output.unknown_citation

test_finds_a_citation_of_nothing if {
	asked := given.request({"stage": "output", "citations": {"count": 1, "unknown": 1}})
	found := unknown_citation.findings with input as asked
	given.brief(found) == {given.expected(
		"output.unknown_citation",
		"flag",
		[{"target": "/citations", "type": "citations.unknown"}],
	)}
}

test_ignores_known_citations if {
	asked := given.request({"stage": "output", "citations": {"count": 1}})
	found := unknown_citation.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "input", "citations": {"unknown": 1}})
	found := unknown_citation.findings with input as asked
	found == set()
}
