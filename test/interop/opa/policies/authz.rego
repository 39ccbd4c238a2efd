# METADATA
# entrypoint: true
package app.authz

default allow := false

allow if input.user == "alice"

default roles := []

roles := input.roles

echo := input

maybe := input.x

names contains name if some name in input.names

table[key] := value if some key, value in input.table

ratio := 1 / input.divisor

when := time.parse_rfc3339_ns(input.time)

both := 1 if input.both

both := 2 if input.both

nothing_in := {}

empty_list := []

nul := null

no := false

zero := 0

big := 12345678901234567890123

exact := 1.50

text := "<b> & \"quotes\" \\ \n tab\t é 日本 🎉"

nested := {"list": [{"deep": {"er": [1, 2, 3]}}], "0": "zero", "a/b": "slash", "a b": "space", "é": "accent"}

sets := {"numbers": {3, 1, 2}, "mixed": {"b", 1, null, [2], {"k": "v"}}, "none": set()}

keyed := {1: "one", true: "yes", [1, 2]: "list", null: "nothing"}

count_of := count(input.items)

sum_of := sum(input.items)

upper_of := upper(input.word)

same := input.left == input.right
