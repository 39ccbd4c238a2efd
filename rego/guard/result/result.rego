# METADATA
# title: Findings
# description: >-
#   Builds a finding from the METADATA of the rule that fired, so that ids, texts and risks
#   are written once, in the rule's own header.
package guard.result

import data.guard.config

# METADATA
# title: A finding of the rule whose annotations these are
# description: >-
#   `chain` is `rego.metadata.chain()`, called in the rule itself: it is resolved when the
#   policy is compiled and means the rule that calls it. `targets` are signals, or facts
#   as `{target, type}`; only target, type and span are kept.
finding(chain, targets) := {
	"rule": custom.id,
	"title": link.annotations.title,
	"action": config.action(custom.id, custom.action),
	"severity": config.severity(custom.id, custom.severity),
	"owner": custom.owner,
	"risks": custom.risks,
	"exemptible": custom.exemptible,
	"targets": [object.filter(target, {"target", "type", "span"}) | some target in targets],
} if {
	some link in chain
	link.annotations.scope == "package"
	custom := link.annotations.custom
}
