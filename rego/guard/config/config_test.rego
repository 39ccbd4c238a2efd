package guard.config_test

import data.guard.config
import data.guard.given_test as given

defaults := {"a.rule": {
	"action": "redact",
	"severity": "medium",
	"params": {
		"fixed": {"value": "mask"},
		"least": {"value": 700, "direction": "min"},
		"most": {"value": 10, "direction": "max"},
		"some": {"value": ["a", "b"], "direction": "subset"},
		"more": {"value": ["a"], "direction": "superset"},
	},
	"obligations": ["cite"],
}}

layers(tenant, app) := given.request({"config": {
	"tenant": {"rules": {"a.rule": tenant}},
	"app": {"rules": {"a.rule": app}},
}})

params(values) := {"params": values}

test_defaults_hold_without_layers if {
	config.param("a.rule", "least") == 700 with input as given.request({}) with config.defaults as defaults
	config.param("a.rule", "some") == {"a", "b"} with input as given.request({}) with config.defaults as defaults
	config.param("a.rule", "more") == {"a"} with input as given.request({}) with config.defaults as defaults
	config.param("a.rule", "fixed") == "mask" with input as given.request({}) with config.defaults as defaults
}

test_a_number_moves_in_its_direction_only if {
	asked := layers(params({"least": 600, "most": 5}), params({"least": 650, "most": 20}))
	config.param("a.rule", "least") == 600 with input as asked with config.defaults as defaults
	config.param("a.rule", "most") == 20 with input as asked with config.defaults as defaults
}

test_a_list_shrinks_or_grows_in_its_direction_only if {
	asked := layers(params({"some": ["b", "c"], "more": ["b"]}), params({"some": ["a", "b"], "more": ["c"]}))
	config.param("a.rule", "some") == {"b"} with input as asked with config.defaults as defaults
	config.param("a.rule", "more") == {"a", "b", "c"} with input as asked with config.defaults as defaults
}

test_a_fixed_parameter_does_not_move if {
	asked := layers(params({"fixed": "partial"}), {})
	config.param("a.rule", "fixed") == "mask" with input as asked with config.defaults as defaults
}

test_a_value_of_another_type_counts_for_nothing if {
	asked := layers(params({"least": "0", "some": "a", "more": 1}), {})
	config.param("a.rule", "least") == 700 with input as asked with config.defaults as defaults
	config.param("a.rule", "some") == {"a", "b"} with input as asked with config.defaults as defaults
	config.param("a.rule", "more") == {"a"} with input as asked with config.defaults as defaults
}

test_action_and_severity_only_rise if {
	asked := layers({"action": "refuse", "severity": "low"}, {"action": "flag", "severity": "high"})
	config.action("a.rule", "redact") == "refuse" with input as asked with config.defaults as defaults
	config.severity("a.rule", "medium") == "high" with input as asked with config.defaults as defaults
}

test_a_rule_without_defaults_keeps_what_it_declares if {
	config.action("no.rule", "review") == "review" with input as given.request({})
	config.severity("no.rule", "low") == "low" with input as given.request({})
	config.obligations("no.rule") == []
	config.style("no.rule") == "mask"
}

test_style_and_obligations_are_data if {
	config.obligations("a.rule") == ["cite"] with config.defaults as defaults
	styled := {"a.rule": {"params": {"style": {"value": "token"}}}}
	config.style("a.rule") == "token" with input as given.request({}) with config.defaults as styled
}

test_a_hazard_is_of_the_rule_or_else_of_its_category if {
	hazards := {"harm": "harm", "harm.self_harm": "self_harm"}
	config.hazard("harm.self_harm") == "self_harm" with config.hazards as hazards
	config.hazard("harm.hazard_severe") == "harm" with config.hazards as hazards
	config.hazard("output.missing_citation") == "generic" with config.hazards as hazards
}
