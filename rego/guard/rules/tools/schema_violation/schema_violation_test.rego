package guard.rules.tools.schema_violation_test

import data.guard.given_test as given
import data.guard.rules.tools.schema_violation

test_finds_arguments_of_another_form if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"schema": "invalid", "violations": [{"path": "/to", "keyword": "type"}]}),
	})
	found := schema_violation.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.schema_violation",
		"refuse",
		[{"target": "/tool/arguments/to", "type": "schema.type"}],
	)}
}

test_ignores_arguments_of_the_right_form if {
	asked := given.request({"stage": "tool_call", "tool": object.union(given.tool, {})})
	found := schema_violation.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "output", "tool": object.union(given.tool, {"schema": "invalid"})})
	found := schema_violation.findings with input as asked
	found == set()
}
