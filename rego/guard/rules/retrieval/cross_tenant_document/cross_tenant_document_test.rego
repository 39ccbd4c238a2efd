package guard.rules.retrieval.cross_tenant_document_test

import data.guard.given_test as given
import data.guard.rules.retrieval.cross_tenant_document

test_finds_a_foreign_document if {
	asked := given.request({
		"stage": "retrieval",
		"documents": [
			object.union(given.document, {"owner": "same"}),
			object.union(given.document, {"owner": "other"}),
		],
	})
	found := cross_tenant_document.findings with input as asked
	given.brief(found) == {given.expected(
		"retrieval.cross_tenant_document",
		"refuse",
		[{"target": "/documents/1", "type": "document.owner"}],
	)}
}

test_ignores_an_own_document if {
	asked := given.request({
		"stage": "retrieval",
		"documents": [object.union(given.document, {"owner": "same"})],
	})
	found := cross_tenant_document.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "output", "documents": [object.union(given.document, {"owner": "other"})]})
	found := cross_tenant_document.findings with input as asked
	found == set()
}
