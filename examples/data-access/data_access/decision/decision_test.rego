package data_access.decision_test

import data.data_access.decision

ask(roles, purpose, columns) := answer if {
	answer := decision.decision with input as {
		"subject": {"id": "u1", "roles": roles, "region": "north"},
		"purpose": purpose,
		"table": "patients",
		"columns": columns,
	}
}

test_a_clinician_sees_their_region if {
	ask(["clinician"], "treatment", ["name", "diagnosis"]) == {
		"allow": true,
		"columns": {"name": "show", "diagnosis": "show"},
		"rows": [{"column": "region", "operator": "=", "value": "north"}],
		"reasons": set(),
	}
}

test_research_is_masked_and_asks_for_consent if {
	ask(["analyst"], "research", ["id", "diagnosis"]) == {
		"allow": true,
		"columns": {"id": "mask", "diagnosis": "show"},
		"rows": [{"column": "consent_research", "operator": "=", "value": true}],
		"reasons": set(),
	}
}

test_billing_does_not_see_diagnoses if {
	answer := ask(["billing"], "billing", ["name", "diagnosis"])
	answer == {"allow": false, "columns": {}, "rows": [], "reasons": {"the column diagnosis is not for this purpose"}}
}

test_a_role_adds_nothing_to_another_purpose if {
	answer := ask(["billing", "clinician"], "billing", ["diagnosis"])
	answer.reasons == {"the column diagnosis is not for this purpose"}
}

test_no_grant_for_the_purpose if {
	ask(["clinician"], "marketing", ["name"]).reasons == {"no role of the subject has a grant for this purpose"}
}

test_a_column_that_is_not_there if {
	ask(["clinician"], "treatment", ["name", "password"]).reasons == {"the column password is not in the catalog"}
}

test_no_columns if ask(["clinician"], "treatment", []).reasons == {"no column is asked for"}

test_a_table_that_is_not_there if {
	answer := decision.decision with input as {
		"subject": {"id": "u1", "roles": ["clinician"], "region": "north"},
		"purpose": "treatment",
		"table": "salaries",
		"columns": ["id"],
	}
	answer.reasons == {"the table is not in the catalog"}
}

test_a_subject_without_a_region if {
	answer := decision.decision with input as {
		"subject": {"id": "u1", "roles": ["clinician"]},
		"purpose": "treatment",
		"table": "visits",
		"columns": ["ward"],
	}
	answer.reasons == {"the subject has no region"}
}

test_a_table_that_does_not_say_who_agreed_is_not_for_research if {
	answer := decision.decision with input as {
		"subject": {"id": "u1", "roles": ["analyst"], "region": "north"},
		"purpose": "research",
		"table": "visits",
		"columns": ["cost"],
	}
	answer.reasons == {"the table does not say who has agreed to research"}
}

test_a_table_without_regions_is_for_those_who_see_all if {
	tables := {"wards": {"columns": {"name": "internal"}}}
	asked := {
		"subject": {"id": "u1", "roles": ["clinician"], "region": "north"},
		"purpose": "treatment",
		"table": "wards",
		"columns": ["name"],
	}
	answer := decision.decision with input as asked with data.data_access.catalog.tables as tables
	answer.reasons == {"the table does not say whose region a row is of"}
	everywhere := {"clinician": {"purposes": ["treatment"], "classes": ["internal"], "regions": "all"}}
	decision.decision.allow with input as asked
		with data.data_access.catalog.tables as tables
		with data.data_access.catalog.grants as everywhere
}

test_nothing_is_seen_without_input if {
	answer := decision.decision with input as {}
	answer.allow == false
}
