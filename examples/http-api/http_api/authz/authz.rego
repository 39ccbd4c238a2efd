# METADATA
# title: Who may call the accounts API
# description: >-
#   Decides a request that the gateway has authenticated. What it may do stands in the table of routes; who owns which
#   account is a claim of the token. Anything that no route says is refused, and the answer carries the status to send.
package http_api.authz

import data.http_api.routes

# METADATA
# title: The decision
# description: "`allow`, the HTTP `status` to answer with when it is false, and `reasons` for the log of the gateway."
# entrypoint: true
decision := {"allow": status == 200, "status": status, "reasons": reasons}

default status := 403

status := 404 if {
	count(at_path) == 0
} else := 405 if {
	count(matching) == 0
} else := 401 if {
	not is_public
	not is_authenticated
} else := 200 if {
	count(reasons) == 0
}

reasons contains "no route has this path" if count(at_path) == 0

reasons contains "the path does not take this method" if {
	count(at_path) > 0
	count(matching) == 0
}

reasons contains "the token is missing or has expired" if {
	some _ in matching
	not is_public
	not is_authenticated
}

reasons contains sprintf("the scope %s is missing", [scope]) if {
	is_authenticated
	some match in matching
	some scope in match.route.scopes
	not scope in granted
}

reasons contains "the account is another customer's" if {
	is_authenticated
	some match in matching
	account := match.params[match.route.owner]
	not account in object.get(input.claims, "accounts", [])
	not "support" in object.get(input.claims, "roles", [])
}

reasons contains "support may look and not touch" if {
	is_authenticated
	"support" in object.get(input.claims, "roles", [])
	some match in matching
	not match.route.public
	match.route.method != "GET"
}

reasons contains "a second factor is needed" if {
	is_authenticated
	some match in matching
	object.get(input.claims, "assurance", 1) < match.route.assurance
}

is_public if {
	some match in matching
	match.route.public
}

# The clock is the caller's, so that a decision made again later is the same decision.
is_authenticated if {
	# A text is greater than every number.
	is_number(input.claims.exp)
	input.claims.exp > input.time
}

granted := split(object.get(input.claims, "scope", ""), " ")

matching contains match if {
	some match in at_path
	match.route.method == input.method
}

at_path contains {"route": route, "params": params} if {
	some route in routes
	count(route.path) == count(input.path)
	every at, part in route.path {
		fits(part, input.path[at])
	}
	params := {trim(part, "{}"): input.path[at] | some at, part in route.path; startswith(part, "{")}
}

fits(part, segment) if part == segment

fits(part, segment) if {
	startswith(part, "{")
	segment != ""
}
