# METADATA
# title: Which rows and columns a query may see
# description: >-
#   Decides before a query runs, from who asks and for what purpose. The answer is data for the query layer: columns to
#   show, to mask and to leave out, and conditions that every row must meet. Who has no grant for the purpose sees nothing.
package data_access.decision

import data.data_access.catalog

# METADATA
# title: The decision
# description: "`allow`; `columns`: name → `show` or `mask`; `rows`: conditions, all of which must hold; `reasons`."
# entrypoint: true
decision := {"allow": allow, "columns": shown, "rows": rows, "reasons": reasons} if allow

decision := {"allow": false, "columns": {}, "rows": [], "reasons": reasons} if not allow

default allow := false

allow if count(reasons) == 0

reasons contains "the table is not in the catalog" if not table

reasons contains "no role of the subject has a grant for this purpose" if count(grants) == 0

reasons contains sprintf("the column %s is not in the catalog", [column]) if {
	table
	some column in input.columns
	not table.columns[column]
}

reasons contains sprintf("the column %s is not for this purpose", [column]) if {
	count(grants) > 0
	some column in input.columns
	class := table.columns[column]
	not class in visible
	not class in masked
}

reasons contains "no column is asked for" if count(object.get(input, "columns", [])) == 0

reasons contains "the subject has no region" if {
	count(grants) > 0
	not sees_all_regions
	not input.subject.region
}

# What a row cannot be held to, it is not shown for.
reasons contains "the table does not say whose region a row is of" if {
	table
	count(grants) > 0
	not sees_all_regions
	not table.region_column
}

reasons contains "the table does not say who has agreed to research" if {
	table
	input.purpose == "research"
	not table.consent_column
}

table := catalog.tables[input.table]

# A purpose is served by the grants of one's roles for that purpose alone: a second role adds nothing to another purpose.
grants := {grant |
	some role in input.subject.roles
	grant := catalog.grants[role]
	input.purpose in grant.purposes
}

visible := {class | some grant in grants; some class in grant.classes}

masked := {class | some grant in grants; some class in object.get(grant, "masked", [])} - visible

sees_all_regions if {
	some grant in grants
	grant.regions == "all"
}

shown := {column: how |
	some column in input.columns
	how := treatment(table.columns[column])
}

treatment(class) := "show" if class in visible

treatment(class) := "mask" if class in masked

rows := array.concat(region_rows, consent_rows)

default region_rows := []

region_rows := [{"column": table.region_column, "operator": "=", "value": input.subject.region}] if not sees_all_regions

default consent_rows := []

# Research sees those alone who have agreed to it.
consent_rows := [{"column": table.consent_column, "operator": "=", "value": true}] if input.purpose == "research"
