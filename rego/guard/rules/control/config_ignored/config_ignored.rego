# METADATA
# title: Configuration that has no effect
# description: >-
#   A layer of configuration names an unknown rule or parameter, has a value of the wrong type, or tries to relax
#   what an upper layer demands. That entry has no effect.
# related_resources:
#   - ref: docs/rules/control/config_ignored.md
# custom:
#   id: control.config_ignored
#   action: flag
#   severity: medium
#   owner: operations
#   exemptible: true
#   risks: [owasp-agentic:ASI03, nist-ai-600-1:2.7, nist-ai-600-1:2.9]
package guard.rules.control.config_ignored

import data.guard.config
import data.guard.result

findings contains finding if {
	count(config.ignored) > 0
	hits := sort([[entry.target, entry.type] | some entry in config.ignored])
	finding := result.finding(_metadata, [{"target": hit[0], "type": hit[1]} | some hit in hits])
}

_metadata := rego.metadata.chain()
