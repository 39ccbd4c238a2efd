package guard.config_test

import data.guard.config
import data.guard.given_test as given

ignored(asked) := found if {
	found := config.ignored with input as asked with config.defaults as defaults
}

at(path, type) := {"target": concat("/", ["/config", path]), "type": type}

test_what_restricts_is_heeded if {
	restricting := {
		"action": "refuse",
		"severity": "high",
		"params": {"least": 1, "most": 11, "some": ["a"], "more": ["b"]},
	}
	ignored(layers(restricting, {})) == set()
	ignored(layers(restricting, restricting)) == set()
}

test_unknown_names_are_told_as_pointers if {
	asked := given.request({"config": {"app": {"rules": {"no/ru~le": {}, "a.rule": {"params": {"other": 1}}}}}})
	ignored(asked) == {
		at("app/rules/no~1ru~0le", "config.unknown_rule"),
		at("app/rules/a.rule/params/other", "config.unknown_param"),
	}
}

test_what_relaxes_is_told if {
	relaxing := {"action": "flag", "severity": "low", "params": {"least": 701, "most": 9, "some": ["a", "c"]}}
	ignored(layers(relaxing, {})) == {at(path, "config.relaxes") |
		some path in [
			"tenant/rules/a.rule/action",
			"tenant/rules/a.rule/severity",
			"tenant/rules/a.rule/params/least",
			"tenant/rules/a.rule/params/most",
			"tenant/rules/a.rule/params/some",
		]
	}
}

test_an_app_cannot_relax_its_tenant if {
	tenant := {"action": "refuse", "params": {"least": 100}}
	app := {"action": "review", "params": {"least": 200}}
	ignored(layers(tenant, app)) == {
		at("app/rules/a.rule/action", "config.relaxes"),
		at("app/rules/a.rule/params/least", "config.relaxes"),
	}
}

test_a_fixed_parameter_and_a_wrong_type_are_told if {
	ignored(layers({"params": {"fixed": "token", "least": "1", "more": 1}}, {})) == {
		at("tenant/rules/a.rule/params/fixed", "config.fixed_param"),
		at("tenant/rules/a.rule/params/least", "config.wrong_type"),
		at("tenant/rules/a.rule/params/more", "config.wrong_type"),
	}
}
