package guard.rules.control.config_ignored_test

import data.guard.given_test as given
import data.guard.rules.control.config_ignored

test_finds_an_unknown_rule if {
	asked := given.request({"config": {"tenant": {"rules": {"privacy.nothing": {"action": "refuse"}}}}})
	found := config_ignored.findings with input as asked
	given.brief(found) == {given.expected(
		"control.config_ignored",
		"flag",
		[{"target": "/config/tenant/rules/privacy.nothing", "type": "config.unknown_rule"}],
	)}
}

test_ignores_an_entry_that_restricts if {
	asked := given.request({"config": {"tenant": {"rules": {"privacy.pii_in_output": {"action": "refuse"}}}}})
	found := config_ignored.findings with input as asked
	found == set()
}

test_ignores_no_configuration if {
	found := config_ignored.findings with input as given.request({})
	found == set()
}
