package http_api.authz_test

import data.http_api.authz

now := 1764000000

customer := {"exp": now + 60, "scope": "accounts:read transfers:read transfers:write", "accounts": ["a1"], "assurance": 2}

support := {"exp": now + 60, "scope": "accounts:read transfers:write", "roles": ["support"], "assurance": 2}

ask(method, path, claims) := answer if {
	answer := authz.decision with input as {"method": method, "path": path, "claims": claims, "time": now}
}

test_health_is_public if {
	ask("GET", ["health"], {}) == {"allow": true, "status": 200, "reasons": set()}
}

test_a_customer_reads_their_account if ask("GET", ["accounts", "a1"], customer).allow

test_a_customer_transfers_with_a_second_factor if ask("POST", ["accounts", "a1", "transfers"], customer).allow

test_a_transfer_needs_the_second_factor if {
	once := object.union(customer, {"assurance": 1})
	answer := ask("POST", ["accounts", "a1", "transfers"], once)
	answer.status == 403
	answer.reasons == {"a second factor is needed"}
}

test_no_assurance_is_the_lowest if {
	answer := ask("POST", ["accounts", "a1", "transfers"], object.remove(customer, ["assurance"]))
	answer.reasons == {"a second factor is needed"}
}

test_another_customers_account if {
	answer := ask("GET", ["accounts", "a2"], customer)
	answer == {"allow": false, "status": 403, "reasons": {"the account is another customer's"}}
}

test_a_missing_scope_is_named if {
	answer := ask("DELETE", ["accounts", "a1"], customer)
	answer.reasons == {"the scope accounts:admin is missing"}
}

test_support_looks_at_any_account if ask("GET", ["accounts", "a2"], support).allow

test_support_touches_none if {
	ask("POST", ["accounts", "a2", "transfers"], support).reasons == {"support may look and not touch"}
}

test_an_expired_token if {
	answer := ask("GET", ["accounts", "a1"], object.union(customer, {"exp": now}))
	answer == {"allow": false, "status": 401, "reasons": {"the token is missing or has expired"}}
}

test_no_token if ask("GET", ["accounts", "a1"], {}).status == 401

test_an_expiry_that_is_no_number if {
	ask("GET", ["accounts", "a1"], object.union(customer, {"exp": "never"})).status == 401
}

test_an_unknown_path if {
	ask("GET", ["admin"], customer) == {"allow": false, "status": 404, "reasons": {"no route has this path"}}
}

test_an_empty_segment_is_no_account if ask("GET", ["accounts", ""], customer).status == 404

test_an_unknown_method if {
	answer := ask("PUT", ["accounts", "a1"], customer)
	answer == {"allow": false, "status": 405, "reasons": {"the path does not take this method"}}
}

# Whatever is missing from the input, nothing is allowed by it.
test_nothing_is_allowed_without_input if {
	not authz.decision.allow with input as {}
}
