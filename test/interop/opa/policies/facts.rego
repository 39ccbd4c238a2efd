# METADATA
# entrypoint: true
package facts

clock_runs if time.now_ns() > 1000000000000000000

frozen if time.now_ns() == time.now_ns()

chance := n if {
	n := rand.intn("dice", 1)
}

same_chance if rand.intn("dice", 1000) == rand.intn("dice", 1000)

id_length := count(uuid.rfc4122("one"))
