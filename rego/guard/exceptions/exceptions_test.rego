package guard.exceptions_test

import data.guard.exceptions
import data.guard.given_test as given

finding := {"rule": "privacy.pii_in_output", "exemptible": true}

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
	asked := given.request({"exceptions": [given.exception]})
	not exceptions.covering(object.union(finding, {"exemptible": false})) with input as asked
}

test_of_several_the_first_by_id_is_named if {
	asked := given.request({"exceptions": [object.union(given.exception, {"id": "e0"}), given.exception]})
	exceptions.covering(finding) == "e0" with input as asked
}
