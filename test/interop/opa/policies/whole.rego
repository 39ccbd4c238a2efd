# Compiled with the package itself as its entrypoint.
package whole

allow if input.user == "alice"

limits := {"alice": 3, "bob": 5}

helper(x) := x + 1

next := helper(input.n)
