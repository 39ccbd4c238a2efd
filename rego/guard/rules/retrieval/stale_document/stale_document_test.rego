package guard.rules.retrieval.stale_document_test

import data.guard.given_test as given
import data.guard.rules.retrieval.stale_document

test_finds_an_old_document if {
	asked := given.request({
		"stage": "retrieval",
		"documents": [object.union(given.document, {"age_ms": 31536000001})],
	})
	found := stale_document.findings with input as asked
	given.brief(found) == {given.expected(
		"retrieval.stale_document",
		"flag",
		[{"target": "/documents/0", "type": "document.age_ms"}],
	)}
}

test_ignores_a_fresh_document if {
	asked := given.request({
		"stage": "retrieval",
		"documents": [object.union(given.document, {"age_ms": 31536000000})],
	})
	found := stale_document.findings with input as asked
	found == set()
}

test_ignores_a_document_of_unknown_age if {
	asked := given.request({"stage": "retrieval", "documents": [object.union(given.document, {})]})
	found := stale_document.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"documents": [object.union(given.document, {"age_ms": 31536000001})],
	})
	found := stale_document.findings with input as asked
	found == set()
}
