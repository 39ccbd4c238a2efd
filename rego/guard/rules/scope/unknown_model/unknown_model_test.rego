package guard.rules.scope.unknown_model_test

import data.guard.given_test as given
import data.guard.rules.scope.unknown_model

test_finds_a_model_off_the_list if {
	asked := given.request({"app": {"models": ["acme/one"]}, "model": "acme/two"})
	found := unknown_model.findings with input as asked
	given.brief(found) == {given.expected(
		"scope.unknown_model",
		"refuse",
		[{"target": "/model", "type": "model"}],
	)}
}

test_ignores_an_approved_model if {
	asked := given.request({"app": {"models": ["acme/one"]}, "model": "acme/one"})
	found := unknown_model.findings with input as asked
	found == set()
}

test_ignores_a_request_that_names_none if {
	found := unknown_model.findings with input as given.request({"app": {"models": ["acme/one"]}})
	found == set()
}

test_ignores_an_app_without_a_list if {
	found := unknown_model.findings with input as given.request({"model": "acme/two"})
	found == set()
}
