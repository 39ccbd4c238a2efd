package guard.rules.tools.missing_scope_test

import data.guard.given_test as given
import data.guard.rules.tools.missing_scope

test_finds_a_missing_scope if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {"scopes": ["mail.send"]})})
	found := missing_scope.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.missing_scope",
		"refuse",
		[{"target": "/subject/scopes", "type": "subject.scopes"}],
	)}
}

test_ignores_a_scope_that_is_held if {
	asked := given.request({
		"stage": "tool_call",
		"subject": {"scopes": ["mail.send"]},
		"tool": object.union(given.tool, {"scopes": ["mail.send"]}),
	})
	found := missing_scope.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "output", "tool": object.union(given.tool, {"scopes": ["mail.send"]})})
	found := missing_scope.findings with input as asked
	found == set()
}
