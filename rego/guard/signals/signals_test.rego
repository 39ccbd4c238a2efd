package guard.signals_test

import data.guard.given_test as given
import data.guard.signals

families := {
	"pii.email": signals.pii,
	"secret.jwt": signals.secret,
	"injection.override": signals.injection,
	"exfiltration.webhook_host": signals.exfiltration,
	"harm.vcr": signals.harm,
	"text.bidi": signals.text,
	"tool.sql_injection": signals.tool,
	"limit.work_exhausted": signals.limit,
}

test_each_family_holds_its_signals if {
	types := object.keys(families)
	seen := given.request({"signals": [given.signal(type, 1000) | some type in types]})
	every type in types {
		families[type] == [given.signal(type, 1000)] with input as seen
	}
}

test_the_applications_own_messages_are_no_attack if {
	attack := given.signal("injection.override", 1000)
	second := object.union(attack, {"target": "/content/1/text"})
	seen := given.request({
		"signals": [attack, second],
		"content": [
			{"role": "system", "trust": "trusted", "chars": 9, "parts": 1},
			{"role": "user", "trust": "internal", "chars": 9, "parts": 1},
		],
	})
	signals.injection == [second] with input as seen
}

test_decoding_is_hiding_and_cleaning_is_not if {
	attack := given.signal("injection.override", 1000)
	decoded := object.union(attack, {"views": ["canonical", "base64"]})
	cleaned := object.union(attack, {"views": ["canonical"]})
	seen := given.request({"signals": [attack, cleaned, decoded]})
	signals.hidden == [decoded] with input as seen
}
