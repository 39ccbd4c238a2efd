package guard.rules.scope.unsupported_locale_test

import data.guard.given_test as given
import data.guard.rules.scope.unsupported_locale

test_finds_a_language_off_the_list if {
	asked := given.request({"app": {"locales": ["en", "de-CH"]}, "locale": {"detected": "fr"}})
	found := unsupported_locale.findings with input as asked
	given.brief(found) == {given.expected(
		"scope.unsupported_locale",
		"refuse",
		[{"target": "/context/locale", "type": "locale"}],
	)}
}

test_finds_a_declared_language_off_the_list if {
	asked := given.request({"app": {"locales": ["en"]}, "locale": {"declared": "fr-CA"}})
	found := unsupported_locale.findings with input as asked
	given.brief(found) == {given.expected(
		"scope.unsupported_locale",
		"refuse",
		[{"target": "/context/locale", "type": "locale"}],
	)}
}

test_ignores_another_region_of_the_same_language if {
	asked := given.request({"app": {"locales": ["de-CH"]}, "locale": {"detected": "de"}})
	found := unsupported_locale.findings with input as asked
	found == set()
}

test_ignores_a_language_nobody_can_tell if {
	found := unsupported_locale.findings with input as given.request({"app": {"locales": ["en"]}})
	found == set()
}

test_ignores_an_app_for_every_language if {
	found := unsupported_locale.findings with input as given.request({"locale": {"detected": "fr"}})
	found == set()
}

test_ignores_another_stage if {
	asked := given.request({"stage": "output", "app": {"locales": ["en"]}, "locale": {"detected": "fr"}})
	found := unsupported_locale.findings with input as asked
	found == set()
}
