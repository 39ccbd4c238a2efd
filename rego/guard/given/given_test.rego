# METADATA
# title: What tests are given
# description: A complete, harmless policy input to vary, and parts of one. No part of the bundle.
package guard.given_test

# METADATA
# title: A request like the harmless one, except for what `changes` says
request(changes) := object.union(_harmless, changes)

# METADATA
# title: A signal about the first message
# description: Undefined for a type that no detector can report, so that no test passes on what never happens.
signal(type, score) := {
	"detector": "test",
	"type": type,
	"target": "/content/0/text",
	"span": {"start": 3, "end": 9},
	"score": score,
	"evidence": "format",
} if {
	_is_type(type)
}

_is_type(type) if {
	type in _signal_types
} else := false if {
	# regal ignore:print-or-trace-call
	print("there is no signal type", type, "(src/contract/signals lists them)")
}

test_there_is_no_signal_of_an_unknown_type if {
	not signal("pii.emial", 900)
}

document := {"source": "handbook", "trust": "internal", "owner": "same", "chars": 20}

tool := {
	"name": "mail",
	"registered": true,
	"allowed": true,
	"class": "read",
	"scopes": [],
	"schema": "valid",
	"violations": [],
	"arguments": [],
}

argument := {"path": "/to", "type": "string", "length": 8}

kill := {"id": "k1", "scope": "global", "state": "refuse"}

exception := {
	"id": "e1",
	"rule": "privacy.pii_in_output",
	"apps": [],
	"mode": "suppress",
	"not_before": 1000,
	"expires_at": 3000,
}

scoped_exception := object.union(exception, {"id": "s1", "roles": [], "age_classes": [], "sources": []})

# METADATA
# title: What findings say, without the texts of their rule
brief(findings) := {object.filter(finding, {"rule", "action", "targets"}) | some finding in findings}

# METADATA
# title: What `brief` shows of a finding with these targets
expected(rule, action, targets) := {
	"rule": rule,
	"action": action,
	"targets": [object.filter(target, {"target", "type", "span"}) | some target in targets],
}

_harmless := {
	"contract": "1",
	"stage": "input",
	"time": 2000,
	"tenant": "acme",
	"app": {
		"id": "support-bot",
		"tier": 2,
		"channel": "stable",
		"models": [],
		"locales": [],
		"tools": [],
		"hosts": [],
	},
	"subject": {"known": false, "roles": [], "scopes": [], "age_class": "unknown"},
	"session": {"known": false},
	"locale": {},
	"context": {},
	"content": [{"role": "user", "trust": "internal", "chars": 20, "parts": 1}],
	"history": [],
	"documents": [],
	"approval": {"declared": false},
	"usage": {},
	"citations": {"unknown": 0},
	"signals": [],
	"config": {"tenant": {"rules": {}}, "app": {"rules": {}}},
	"exceptions": [],
	"kill": [],
}
