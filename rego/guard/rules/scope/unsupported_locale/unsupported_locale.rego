# METADATA
# title: Language not supported
# description: >-
#   The text is in a language that the app does not support.
# related_resources:
#   - ref: docs/rules/scope/unsupported_locale.md
# custom:
#   id: scope.unsupported_locale
#   action: refuse
#   severity: low
#   owner: product
#   exemptible: true
#   risks: [nist-ai-600-1:2.7]
package guard.rules.scope.unsupported_locale

import data.guard.result

findings contains finding if {
	input.stage == "input"
	count(input.app.locales) > 0
	language := object.get(input.locale, "detected", object.get(input.locale, "declared", ""))
	language != ""
	supported := {_primary(locale) | some locale in input.app.locales}
	not _primary(language) in supported
	finding := result.finding(_metadata, [{"target": "/context/locale", "type": "locale"}])
}

_metadata := rego.metadata.chain()

_primary(locale) := lower(split(locale, "-")[0])
