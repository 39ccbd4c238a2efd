package guard.rules.output.missing_citation_test

import data.guard.given_test as given
import data.guard.rules.output.missing_citation

test_finds_an_answer_that_cites_nothing if {
	asked := given.request({"stage": "output", "documents": [given.document]})
	found := missing_citation.findings with input as asked
	given.brief(found) == {given.expected(
		"output.missing_citation",
		"flag",
		[{"target": "/citations", "type": "citations.count"}],
	)}
}

test_ignores_an_answer_with_a_citation if {
	asked := given.request({"stage": "output", "documents": [given.document], "citations": {"count": 1}})
	found := missing_citation.findings with input as asked
	found == set()
}

test_ignores_an_answer_without_documents if {
	found := missing_citation.findings with input as given.request({"stage": "output"})
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "retrieval", "documents": [given.document]})
	found := missing_citation.findings with input as asked
	found == set()
}
