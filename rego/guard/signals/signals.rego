# METADATA
# title: Signals by family
# description: >-
#   What the detectors saw, sorted once by the first part of the signal's type, so that
#   every rule walks only the signals that can concern it (WASM has no rule index).
package guard.signals

pii := [signal | some signal in input.signals; startswith(signal.type, "pii.")]

secret := [signal | some signal in input.signals; startswith(signal.type, "secret.")]

injection := [signal | some signal in input.signals; startswith(signal.type, "injection.")]

exfiltration := [signal | some signal in input.signals; startswith(signal.type, "exfiltration.")]

harm := [signal | some signal in input.signals; startswith(signal.type, "harm.")]

text := [signal | some signal in input.signals; startswith(signal.type, "text.")]

limit := [signal | some signal in input.signals; startswith(signal.type, "limit.")]
