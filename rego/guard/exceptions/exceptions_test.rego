package guard.exceptions_test

import data.guard.exceptions
import data.guard.given_test as given

finding := {"rule": "privacy.pii_in_output", "action": "redact", "exemptible": true, "targets": []}

covered(changes) := id if {
	asked := given.request({"exceptions": [object.union(given.exception, changes)]})
	id := exceptions.covering(finding) with input as asked
}

test_covers_its_rule_while_it_lasts if {
	covered({}) == "e1"
	covered({"mode": "monitor"}) == "e1"
	covered({"not_before": 2000, "expires_at": 2001}) == "e1"
}

test_covers_nothing_before_or_after if {
	not covered({"not_before": 2001})
	not covered({"expires_at": 2000})
}

test_covers_its_apps_only if {
	covered({"apps": ["shop", "support-bot"]}) == "e1"
	not covered({"apps": ["shop"]})
}

test_covers_no_other_rule if {
	not covered({"rule": "privacy.pii_in_retrieval"})
}

test_everything_of_named_apps_can_be_watched if {
	covered({"rule": "*", "mode": "monitor", "apps": ["support-bot"]}) == "e1"
	not covered({"rule": "*", "mode": "monitor", "apps": []})
	not covered({"rule": "*", "mode": "suppress", "apps": ["support-bot"]})
}

test_never_covers_a_rule_without_exceptions if {
	asked := given.request({"exceptions": [given.exception], "scoped_exceptions": [given.scoped_exception]})
	not exceptions.covering(object.union(finding, {"exemptible": false})) with input as asked
}

test_of_several_the_first_by_id_is_named if {
	several := [object.union(given.exception, {"id": "e2"}), given.exception]
	exceptions.covering(finding) == "e1" with input as given.request({"exceptions": several})
	first := object.union(given.scoped_exception, {"id": "e0"})
	exceptions.covering(finding) == "e0" with input as given.request({
		"exceptions": several,
		"scoped_exceptions": [first],
	})
}

scoped(changes, asked) := id if {
	one := object.union(given.scoped_exception, changes)
	id := exceptions.covering(finding) with input as given.request(object.union({"scoped_exceptions": [one]}, asked))
}

test_one_for_some_is_bound_like_any_other if {
	scoped({}, {}) == "s1"
	not scoped({"not_before": 2001}, {})
	not scoped({"expires_at": 2000}, {})
	not scoped({"apps": ["shop"]}, {})
	not scoped({"rule": "privacy.pii_in_retrieval"}, {})
}

by(roles, class) := {"subject": {"known": true, "roles": roles, "scopes": [], "age_class": class}}

test_one_for_some_covers_its_roles_only if {
	only := {"roles": ["agent", "lawyer"]}
	scoped(only, by(["customer", "lawyer"], "adult")) == "s1"
	not scoped(only, by(["customer"], "adult"))
	not scoped(only, by([], "adult"))
}

test_one_for_some_covers_its_age_classes_only if {
	only := {"age_classes": ["adult"]}
	scoped(only, by([], "adult")) == "s1"
	not scoped(only, by([], "unknown"))
}

test_one_for_some_covers_what_is_in_all_its_bounds if {
	only := {"roles": ["lawyer"], "age_classes": ["adult"]}
	scoped(only, by(["lawyer"], "adult")) == "s1"
	not scoped(only, by(["lawyer"], "teen"))
	not scoped(only, by(["customer"], "adult"))
}

in_sources(targets) := id if {
	one := object.union(given.scoped_exception, {"sources": ["handbook", "wiki"]})
	found := object.union(finding, {"targets": [{"target": target, "type": "pii.email"} | some target in targets]})
	id := exceptions.covering(found) with input as given.request({
		"scoped_exceptions": [one],
		"documents": [given.document, object.union(given.document, {"source": "mail"})],
	})
}

test_one_for_some_covers_what_lies_in_its_sources_alone if {
	in_sources(["/documents/0/text"]) == "s1"
	in_sources(["/documents/0"]) == "s1"
	not in_sources(["/documents/1/text"])
	not in_sources(["/documents/0/text", "/documents/1/text"])
	not in_sources(["/documents/0/text", "/content/0/text"])
	not in_sources(["/documents/2/text"])
	not in_sources([])
}

granted(changes) := id if {
	asked := given.request({"grant": {"id": "g1", "rules": ["privacy.pii_in_output"]}})
	id := exceptions.covering(object.union(finding, changes)) with input as asked
}

test_a_grant_covers_what_it_names if {
	granted({}) == "g1"
	not granted({"rule": "privacy.pii_in_retrieval"})
}

test_a_grant_lifts_review_of_any_rule_and_nothing_else_of_one_without_exceptions if {
	granted({"action": "review", "exemptible": false}) == "g1"
	not granted({"action": "refuse", "exemptible": false})
	not granted({"action": "redact", "exemptible": false})
}

test_an_exception_is_named_before_a_grant if {
	exceptions.covering(finding) == "e1" with input as given.request({
		"exceptions": [given.exception],
		"grant": {"id": "a0", "rules": ["privacy.pii_in_output"]},
	})
}
