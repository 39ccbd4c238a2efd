// Tokens of work, content and marketing services.
import { context, type KindFamily, marked, token } from "../kind.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const SAAS_KINDS: KindFamily = {
	tokens: [
		token("secret.atlassian_token", ["ATATT3", "ATSTT3"], "[A-Za-z0-9_=-]{100,260}"),
		token("secret.notion_token", "ntn_", "[0-9]{11}[A-Za-z0-9]{35}"),
		token("secret.notion_token", "secret_", "[A-Za-z0-9]{43}"),
		token("secret.linear_key", ["lin_api_", "lin_oauth_"], "[A-Za-z0-9]{40,64}"),
		token("secret.figma_token", ["figd_", "figu_", "figo_"], "[A-Za-z0-9_-]{40}"),
		token("secret.airtable_token", "pat", "[A-Za-z0-9]{14}\\.[a-f0-9]{64}"),
		token("secret.asana_token", ["0/", "1/", "2/"], "[0-9]{15,17}(?:/[0-9]{15,17})?:[a-f0-9]{32}"),
		token("secret.hubspot_token", ["pat-na1-", "pat-na2-", "pat-eu1-", "pat-ap1-"], UUID),
		token("secret.intercom_token", "dG9rO", "[A-Za-z0-9+/]{50,60}={0,2}"),
		token("secret.typeform_token", "tfp_", "[A-Za-z0-9_.=-]{44,59}"),
		token("secret.contentful_token", "CFPAT-", "[A-Za-z0-9_-]{43}"),
		token("secret.dropbox_token", ["sl.u.", "sl."], "[A-Za-z0-9_-]{130,1400}"),
		token("secret.postman_key", "PMAK-", "[a-f0-9]{24}-[a-f0-9]{34}"),
		token("secret.readme_key", "rdme_", "[a-z0-9]{70}"),
		token("secret.mapbox_token", "sk.eyJ", "[A-Za-z0-9_-]{60,200}\\.[A-Za-z0-9_-]{20,30}"),
		token("secret.posthog_key", ["phx_", "phs_"], "[A-Za-z0-9]{40,52}"),
		token("secret.launchdarkly_key", ["sdk-", "api-"], UUID, { score: 900 }),
		token("secret.cloudinary_url", "cloudinary://", "[0-9]{12,18}:[A-Za-z0-9_-]{20,36}@[A-Za-z0-9_-]{1,60}"),
		token(
			"secret.tailscale_key",
			["tskey-auth-", "tskey-api-", "tskey-client-", "tskey-scim-", "tskey-webhook-"],
			"[A-Za-z0-9]{8,24}-[A-Za-z0-9]{20,40}",
		),
		token("secret.zapier_webhook", "hooks.zapier.com/hooks/catch/", "[0-9]{4,12}/[A-Za-z0-9]{5,12}"),
	],
	marks: [marked("secret.salesforce_token", "!AQ", [15], "00D[A-Za-z0-9]{12}!AQ[A-Za-z0-9_.]{80,110}")],
	contexts: [
		context("secret.airtable_token", ["airtable"], "key[A-Za-z0-9]{14}", 880),
		context("secret.asana_token", ["asana"], "[a-z0-9]{32}"),
		context("secret.zendesk_token", ["zendesk"], "[A-Za-z0-9]{40}"),
		context("secret.box_token", ["box_client", "box client", "box_developer", "box developer"], "[A-Za-z0-9]{32}"),
		context("secret.algolia_key", ["algolia"], "[a-f0-9]{32}"),
		context("secret.segment_key", ["segment_write", "segment write", "segment"], "[A-Za-z0-9]{32}", 780),
		context("secret.ngrok_token", ["ngrok"], "[0-9A-Za-z]{20,30}_[0-9A-Za-z]{16,25}"),
		context("secret.dropbox_token", ["dropbox"], "[a-z0-9]{15}", 760),
	],
};
