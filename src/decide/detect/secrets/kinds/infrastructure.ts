// Tokens of observability, identity, secret stores, data platforms and hosting.
import { isKey } from "../../../../platform/credential.ts";
import { context, type KindFamily, marked, token } from "../kind.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

const OBSERVABILITY: KindFamily = {
	tokens: [
		token("secret.newrelic_key", ["NRAK-", "NRAA-", "NRII-", "NRIQ-", "NRBR-", "NRRA-", "NRSP-"], "[A-Za-z0-9_-]{24,42}"),
		token("secret.sentry_token", "sntryu_", "[a-f0-9]{64}"),
		token("secret.sentry_token", "sntrys_eyJ", "[A-Za-z0-9+/=]{40,400}_[A-Za-z0-9+/]{40,46}"),
		token("secret.grafana_token", "glsa_", "[A-Za-z0-9]{32}_[a-fA-F0-9]{8}"),
		token("secret.grafana_token", "glc_", "eyJ[A-Za-z0-9+/]{40,400}={0,3}"),
		token("secret.dynatrace_token", ["dt0c01.", "dt0s01.", "dt0s16."], "[A-Z0-9]{24}\\.[A-Z0-9]{64}"),
		token("secret.honeycomb_key", ["hcaik_", "hcamk_", "hcxik_"], "[a-z0-9]{32,64}"),
		token("secret.elastic_key", "essu_", "[A-Za-z0-9+/=_-]{40,120}"),
	],
	marks: [marked("secret.newrelic_key", "NRAL", [36], "[a-f0-9]{36}NRAL")],
	contexts: [
		context("secret.datadog_key", ["datadog", "dd", "ddog"], "[a-f0-9]{40}|[a-f0-9]{32}"),
		context(
			"secret.pagerduty_key",
			["pagerduty", "pager_duty", "pd_api"],
			"u\\+[A-Za-z0-9_+-]{18}|[A-Za-z0-9_+-]{20}|[a-f0-9]{32}",
		),
		context("secret.opsgenie_key", ["opsgenie", "geniekey"], UUID),
		context("secret.honeycomb_key", ["honeycomb", "x-honeycomb-team"], "[A-Za-z0-9]{32}|[A-Za-z0-9]{22}"),
		context("secret.sumologic_key", ["sumologic", "sumo", "sumo logic"], "[A-Za-z0-9]{64}"),
		context("secret.splunk_token", ["splunk", "hec_token"], UUID),
		context("secret.elastic_key", ["elastic", "elasticsearch", "elastic_cloud"], "[A-Za-z0-9+/]{54,60}={0,2}"),
	],
};

const IDENTITY: KindFamily = {
	tokens: [
		token("secret.edict_key", ["edk_live_", "edk_test_"], "[A-Za-z0-9_-]{31,120}(?!-)", {
			check: (text) => (isKey(text) ? "proved" : "broken"),
			score: 900,
		}),
		token("secret.onepassword_token", "ops_eyJ", "[A-Za-z0-9+/_-]{150,1200}={0,3}"),
		token(
			"secret.onepassword_token",
			"A3-",
			"[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}",
		),
		token("secret.bitwarden_token", "0.", `${UUID}\\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==`),
		token("secret.doppler_token", ["dp.pt.", "dp.sa.", "dp.ct.", "dp.scim.", "dp.audit."], "[A-Za-z0-9]{40,44}"),
		token("secret.doppler_token", "dp.st.", "(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}"),
		token("secret.vault_token", ["hvs.", "hvb.", "hvr."], "[A-Za-z0-9_-]{24,300}"),
		token("secret.pulumi_token", "pul-", "[a-f0-9]{40}"),
		token("secret.infracost_key", "ico-", "[A-Za-z0-9]{32}"),
		token("secret.age_key", "AGE-SECRET-KEY-1", "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"),
	],
	marks: [marked("secret.terraform_token", ".atlasv1.", [14], "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}")],
	contexts: [
		context("secret.okta_token", ["okta", "ssws"], "00[A-Za-z0-9_-]{40}", 900),
		context("secret.auth0_secret", ["auth0"], "[A-Za-z0-9_-]{64}"),
		context("secret.clerk_key", ["clerk"], "sk_(?:live|test)_[A-Za-z0-9]{40,50}", 970),
		context("secret.vault_token", ["vault"], "s\\.[A-Za-z0-9]{24}", 880),
		context("secret.wireguard_key", ["privatekey", "presharedkey", "wireguard"], "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", 900),
	],
};

const PLATFORMS: KindFamily = {
	tokens: [
		token("secret.databricks_token", "dapi", "[a-f0-9]{32}(?:-[0-9])?"),
		token("secret.prefect_key", ["pnu_", "pnb_"], "[A-Za-z0-9]{36}"),
		token("secret.openshift_token", "sha256~", "[A-Za-z0-9_-]{43}"),
		token("secret.harness_token", ["pat.", "sat."], "[A-Za-z0-9_-]{22}\\.[a-f0-9]{24}\\.[A-Za-z0-9]{20}"),
		token("secret.octopus_key", "API-", "[A-Z0-9]{26,32}", { score: 900 }),
		token("secret.vercel_token", ["vcp_", "vci_", "vca_", "vcr_", "vck_"], "[A-Za-z0-9]{24,60}"),
		token("secret.vercel_token", "vercel_blob_rw_", "[A-Za-z0-9]{16}_[A-Za-z0-9]{30,34}"),
		token("secret.netlify_token", ["nfp_", "nfc_", "nfo_", "nfu_"], "[A-Za-z0-9]{36}"),
		token("secret.cloudflare_token", ["cfut_", "cfat_"], "[A-Za-z0-9]{40}[a-f0-9]{8}"),
		token("secret.cloudflare_global_key", "cfk_", "[A-Za-z0-9]{40}[a-f0-9]{8}"),
		token("secret.cloudflare_origin_key", "v1.0-", "[a-f0-9]{24}-[a-f0-9]{146}"),
		token("secret.heroku_key", "HRKU-", `(?:${UUID}|AA[A-Za-z0-9_-]{58})`),
		token("secret.fly_token", "fo1_", "[A-Za-z0-9_-]{43}"),
		token("secret.fly_token", ["fm1r_", "fm1a_", "fm2_"], "[A-Za-z0-9+/=]{80,1200}"),
		token("secret.render_key", "rnd_", "[A-Za-z0-9]{28,36}"),
		token("secret.supabase_key", ["sbp_", "sbp_oauth_"], "[a-f0-9]{40}"),
		token("secret.supabase_key", "sb_secret_", "[A-Za-z0-9_-]{31,46}"),
		token("secret.planetscale_token", ["pscale_tkn_", "pscale_oauth_", "pscale_pw_"], "[A-Za-z0-9_=.-]{32,64}"),
		token("secret.neon_key", "napi_", "[a-z0-9]{40,64}"),
		token("secret.crypto_key", "xprv", "[1-9A-HJ-NP-Za-km-z]{107}"),
	],
	contexts: [
		context("secret.snowflake_password", ["snowflake", "snowsql"], "[A-Za-z0-9!@#$%^&*]{12,64}", 760),
		context("secret.confluent_secret", ["confluent", "kafka"], "[A-Za-z0-9+/]{64}"),
		context("secret.vercel_token", ["vercel"], "[A-Za-z0-9]{24}"),
		context("secret.netlify_token", ["netlify"], "[A-Za-z0-9_-]{40,46}"),
		context("secret.cloudflare_global_key", ["cloudflare", "cf_api_key", "x-auth-key"], "[a-f0-9]{37}", 880),
		context("secret.cloudflare_token", ["cloudflare", "cf_api_token"], "[A-Za-z0-9_-]{40}"),
		context("secret.fastly_token", ["fastly"], "[A-Za-z0-9_-]{32}"),
		context("secret.heroku_key", ["heroku"], UUID),
		context("secret.railway_token", ["railway"], UUID),
		context(
			"secret.turso_token",
			["turso", "libsql"],
			"eyJ[A-Za-z0-9_-]{10,200}\\.[A-Za-z0-9_-]{10,400}\\.[A-Za-z0-9_-]{40,100}",
			960,
		),
		context("secret.upstash_token", ["upstash"], "A[A-Za-z0-9]{2,3}[A-Za-z0-9+/_-]{36,120}={0,2}"),
		context(
			"secret.crypto_key",
			["ethereum", "eth", "wallet", "metamask", "deployer", "private_key"],
			"(?:0x)?[a-f0-9]{64}",
			860,
		),
	],
};

export const INFRASTRUCTURE_KINDS: readonly KindFamily[] = [OBSERVABILITY, IDENTITY, PLATFORMS];
