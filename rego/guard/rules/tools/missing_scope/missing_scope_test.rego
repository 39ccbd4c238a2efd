package guard.rules.tools.missing_scope_test

import data.guard.given_test as given
import data.guard.rules.tools.missing_scope

test_finds_a_missing_scope if {
	found := missing_scope.findings with input as given.request({"stage": "tool_call", "tool": object.union(given.tool, {"scopes": ["mail.send"]})})
	given.brief(found) == {given.expected("tools.missing_scope", "refuse", [{"target": "/subject/scopes", "type": "subject.scopes"}])}
}

test_ignores_a_scope_that_is_held if {
	found := missing_scope.findings with input as given.request({"stage": "tool_call", "subject": {"scopes": ["mail.send"]}, "tool": object.union(given.tool, {"scopes": ["mail.send"]})})
	found == set()
}

test_ignores_another_stage if {
	found := missing_scope.findings with input as given.request({"stage": "output", "tool": object.union(given.tool, {"scopes": ["mail.send"]})})
	found == set()
}
