package guard.rules.retrieval.untrusted_source_test

import data.guard.given_test as given
import data.guard.rules.retrieval.untrusted_source

test_finds_an_untrusted_document if {
	asked := given.request({
		"stage": "retrieval",
		"documents": [object.union(given.document, {"trust": "untrusted"})],
	})
	found := untrusted_source.findings with input as asked
	given.brief(found) == {given.expected(
		"retrieval.untrusted_source",
		"flag",
		[{"target": "/documents/0", "type": "document.trust"}],
	)}
}

test_ignores_an_internal_document if {
	asked := given.request({
		"stage": "retrieval",
		"documents": [object.union(given.document, {"trust": "internal"})],
	})
	found := untrusted_source.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"documents": [object.union(given.document, {"trust": "untrusted"})],
	})
	found := untrusted_source.findings with input as asked
	found == set()
}
