package guard.rules.tools.sql_argument_test

import data.guard.given_test as given
import data.guard.rules.tools.sql_argument

test_finds_an_argument_that_is_sql if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"shape": "sql"})]}),
	})
	found := sql_argument.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.sql_argument",
		"flag",
		[{"target": "/tool/arguments/to", "type": "argument.shape"}],
	)}
}

test_ignores_plain_text if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"shape": "text"})]}),
	})
	found := sql_argument.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"shape": "sql"})]}),
	})
	found := sql_argument.findings with input as asked
	found == set()
}
