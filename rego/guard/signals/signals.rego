# METADATA
# title: Signals by family
# description: >-
#   What the detectors saw, sorted once by the first part of the signal's type, so that
#   every rule walks only the signals that can concern it (WASM has no rule index).
package guard.signals

pii := [signal | some signal in input.signals; startswith(signal.type, "pii.")]

secret := [signal | some signal in input.signals; startswith(signal.type, "secret.")]

exfiltration := [signal | some signal in input.signals; startswith(signal.type, "exfiltration.")]

harm := [signal | some signal in input.signals; startswith(signal.type, "harm.")]

tool := [signal | some signal in input.signals; startswith(signal.type, "tool.")]

text := [signal | some signal in input.signals; startswith(signal.type, "text.")]

limit := [signal | some signal in input.signals; startswith(signal.type, "limit.")]

# METADATA
# title: Attempts on the model, except in messages of the application itself
# description: A system message may say what a user must not. Trust comes from the role, never from the text.
injection := [signal |
	some signal in input.signals
	startswith(signal.type, "injection.")
	not _trusted(signal.target)
]

# METADATA
# title: Attacks and hazards that were seen only after decoding
hidden := [signal |
	some signal in array.concat(injection, harm)
	_decoded(signal.views)
]

_trusted(target) if {
	some prefix in _trusted_messages
	startswith(target, prefix)
}

_trusted_messages := [prefix |
	some index, message in input.content
	message.trust == "trusted"
	prefix := concat("", ["/content/", format_int(index, 10), "/"])
]

# Cleaning is no decoding: these readings belong to everyday text as well.
_decoded(views) if {
	some view in views
	not view in {"canonical", "joined", "leet", "html_entities", "markup"}
}
