package guard.rules.integrity.unsupported_part_test

import data.guard.given_test as given
import data.guard.rules.integrity.unsupported_part

seen := given.signal("text.unsupported_part", 1000)

test_finds_an_image if {
	found := unsupported_part.findings with input as given.request({"signals": [seen]})
	given.brief(found) == {given.expected("integrity.unsupported_part", "refuse", [seen])}
}

test_ignores_text_alone if {
	asked := given.request({"signals": [given.signal("text.oversized", 1000)]})
	found := unsupported_part.findings with input as asked
	found == set()
}
