package guard.rules.tools.shell_argument_test

import data.guard.given_test as given
import data.guard.rules.tools.shell_argument

test_finds_an_argument_that_is_shell if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"shape": "shell"})]}),
	})
	found := shell_argument.findings with input as asked
	given.brief(found) == {given.expected(
		"tools.shell_argument",
		"flag",
		[{"target": "/tool/arguments/to", "type": "argument.shape"}],
	)}
}

test_ignores_plain_text if {
	asked := given.request({
		"stage": "tool_call",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"shape": "text"})]}),
	})
	found := shell_argument.findings with input as asked
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({
		"stage": "output",
		"tool": object.union(given.tool, {"arguments": [object.union(given.argument, {"shape": "shell"})]}),
	})
	found := shell_argument.findings with input as asked
	found == set()
}
