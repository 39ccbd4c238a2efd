// Samples of every kind of secret, made at run time from a seed, so that nothing that looks like a secret is stored.
import type { SecretSignalType } from "../../../src/contract/signals/secret.ts";
import { base62, crc32 } from "../../../src/decide/detect/secrets/checksum.ts";

/** A number in [0, 1). */
export type Rng = () => number;

/** A small deterministic generator (mulberry32). */
export function seeded(seed: number): Rng {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
/** Alphabets of templates. */
const ALPHABETS: Readonly<Record<string, string>> = {
	h: `${DIGITS}abcdef`,
	H: `${DIGITS}ABCDEF`,
	a: LOWER + DIGITS,
	A: UPPER + DIGITS,
	w: LOWER + UPPER + DIGITS,
	u: `${LOWER + UPPER + DIGITS}_-`,
	b: `${LOWER + UPPER + DIGITS}+/`,
	l: LOWER + UPPER,
	d: DIGITS,
	z: `${LOWER}234567`,
	Z: `${UPPER}234567`,
	n: "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
	k: "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
};

function draw(alphabet: string, length: number, rng: Rng): string {
	let out = "";
	for (let i = 0; i < length; i++) out += alphabet.charAt(Math.floor(rng() * alphabet.length));
	return out;
}

function pick<T>(list: readonly T[], rng: Rng): T {
	return list[Math.floor(rng() * list.length)] as T;
}

function base64url(text: string): string {
	return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function armour(label: string, body: string): string {
	return [`-----${"BEGIN"} ${label}-----`, ...(body.match(/.{1,64}/g) ?? []), `-----END ${label}-----`].join("\n");
}

/** Pieces of templates that are more than characters of an alphabet. */
const SPECIAL: Readonly<Record<string, (rng: Rng) => string>> = {
	uuid: (rng) => [8, 4, 4, 4, 12].map((length) => draw(ALPHABETS.h as string, length, rng)).join("-"),
	crc: (rng) => {
		const body = draw(ALPHABETS.w as string, 30, rng);
		return body + base62(crc32(body), 6);
	},
	edk: (rng) => {
		const body = `edk_live_${draw(ALPHABETS.u as string, 43, rng)}`;
		return body + base62(crc32(body), 6);
	},
	dollar: () => "$",
	discord: (rng) => base64url(`1${draw(DIGITS, 17, rng)}`),
	jwt: (rng) =>
		[
			base64url(JSON.stringify({ alg: "HS256", typ: "JWT" })),
			base64url(JSON.stringify({ sub: draw(DIGITS, 9, rng), iat: 1_700_000_000 })),
			draw(ALPHABETS.u as string, 43, rng),
		].join("."),
	basic: (rng) => btoa(`svc-${draw(LOWER, 5, rng)}:${draw(ALPHABETS.w as string, 14, rng)}`),
	pem: (rng) =>
		armour(`${pick(["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "], rng)}PRIVATE ${"KEY"}`, draw(ALPHABETS.b as string, 900, rng)),
	pemjson: (rng) => armour(`PRIVATE ${"KEY"}`, draw(ALPHABETS.b as string, 1600, rng)).replaceAll("\n", "\\n"),
	pgp: (rng) => armour(`PGP PRIVATE ${"KEY"} BLOCK`, `\n${draw(ALPHABETS.b as string, 900, rng)}`),
	strong: (rng) =>
		`${draw(UPPER, 1, rng)}${draw(LOWER, 5, rng)}${draw(DIGITS, 3, rng)}${pick(["!", "$", "%", "&"], rng)}${draw(ALPHABETS.w as string, 3, rng)}`,
	putty: (rng) =>
		[
			`PuTTY-User-Key-${"File"}-3: ssh-ed25519`,
			"Encryption: none",
			"Comment: deploy",
			"Public-Lines: 1",
			draw(ALPHABETS.b as string, 64, rng),
			"Private-Lines: 1",
			draw(ALPHABETS.b as string, 47, rng),
			`Private-MAC: ${draw(ALPHABETS.h as string, 64, rng)}`,
		].join("\n"),
};

function fill(template: string, rng: Rng): string {
	return template.replace(/\{(\w+)(?::(\d+))?\}/g, (_, name: string, length: string | undefined) => {
		if (length !== undefined) return draw(ALPHABETS[name] as string, Number(length), rng);
		return (SPECIAL[name] as (rng: Rng) => string)(rng);
	});
}

/**
 * Templates by kind. `{h:32}` draws from an alphabet, `{uuid}` makes a piece. `«…»` marks the secret inside a context
 * that it needs; a template without marks names itself and is put into a carrier.
 */
export const TEMPLATES: Readonly<Record<SecretSignalType, readonly string[]>> = {
	"secret.edict_key": ["{edk}"],
	"secret.aws_access_key_id": ["AKIA{Z:16}", "ASIA{Z:16}"],
	"secret.aws_secret_access_key": [
		"AWS_SECRET_ACCESS_KEY=«{b:40}»",
		'aws_secret_access_key: "«{b:40}»"',
		"the aws secret access key is «{b:40}»",
	],
	"secret.aws_session_token": ["AWS_SESSION_TOKEN=«{b:320}»"],
	"secret.aws_bedrock_key": ["ABSK{b:128}"],
	"secret.gcp_api_key": ["AIza{w:35}"],
	"secret.gcp_service_account": ['{"type": "service_account", "private_key_id": "{h:40}", "private_key": "«{pemjson}»\\n"}'],
	"secret.gcp_oauth_client_secret": ["GOCSPX-{w:28}"],
	"secret.gcp_oauth_token": ["ya29.{w:120}", "1//0{w:60}"],
	"secret.firebase_server_key": ["AAAA{w:7}:APA91b{w:134}"],
	"secret.azure_storage_key": ["AccountName=files;AccountKey=«{b:86}==»;EndpointSuffix=core.windows.net", "{b:76}+ASt{b:6}=="],
	"secret.azure_shared_access_key": [
		"Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=«{b:43}=»",
	],
	"secret.azure_sas_token": ["https://files.blob.core.windows.net/a?sv=2022-11-02&sr=b&«sig={w:43}%3D»"],
	"secret.azure_client_secret": ["{w:3}8Q~{w:34}"],
	"secret.azure_api_key": ["{w:52}JQQJ99AK{w:24}", "AZURE_OPENAI_API_KEY=«{h:32}»"],
	"secret.azure_devops_token": ["{w:76}AZDO{w:4}", "AZURE_DEVOPS_TOKEN=«{z:52}»"],
	"secret.digitalocean_token": ["dop_v1_{h:64}", "doo_v1_{h:64}"],
	"secret.digitalocean_spaces_key": ["SPACES_SECRET_KEY=«{w:43}»"],
	"secret.alibaba_access_key_id": ["LTAI{w:20}"],
	"secret.alibaba_secret_key": ["ALIYUN_ACCESS_KEY_SECRET=«{w:30}»"],
	"secret.tencent_secret_id": ["AKID{w:32}"],
	"secret.tencent_secret_key": ["TENCENTCLOUD_SECRET_KEY=«{w:32}»"],
	"secret.ibm_cloud_key": ["IBM_CLOUD_API_KEY=«{w:44}»"],
	"secret.yandex_key": ["AQVN{w:36}", "y0_{w:55}"],
	"secret.scaleway_secret_key": ["SCW_SECRET_KEY=«{uuid}»"],
	"secret.linode_token": ["LINODE_TOKEN=«{h:64}»"],
	"secret.hetzner_token": ["HCLOUD_TOKEN=«{w:64}»"],
	"secret.vultr_key": ["VULTR_API_KEY=«{A:36}»"],
	"secret.openai_key": ["sk-{w:20}T3BlbkFJ{w:20}", "sk-proj-{w:74}T3BlbkFJ{w:74}", "sk-svcacct-{w:58}"],
	"secret.anthropic_key": ["sk-ant-api03-{w:93}AA", "sk-ant-admin01-{w:93}AA"],
	"secret.huggingface_token": ["hf_{l:34}"],
	"secret.cohere_key": ["COHERE_API_KEY=«{w:40}»", "our cohere key is «{w:40}»"],
	"secret.groq_key": ["gsk_{w:52}"],
	"secret.replicate_token": ["r8_{w:37}"],
	"secret.mistral_key": ["MISTRAL_API_KEY: «{w:32}»"],
	"secret.perplexity_key": ["pplx-{w:48}"],
	"secret.xai_key": ["xai-{w:80}"],
	"secret.openrouter_key": ["sk-or-v1-{h:64}"],
	"secret.deepseek_key": ["sk-{h:32}"],
	"secret.together_key": ["tgp_v1_{w:43}", "TOGETHER_API_KEY=«{h:64}»"],
	"secret.fireworks_key": ["fw_{w:24}"],
	"secret.cerebras_key": ["csk-{a:48}"],
	"secret.nvidia_key": ["nvapi-{w:64}"],
	"secret.elevenlabs_key": ["sk_{h:48}", "xi-api-key: «{h:32}»"],
	"secret.voyage_key": ["pa-{w:43}"],
	"secret.pinecone_key": ["pcsk_{w:6}_{w:63}"],
	"secret.langsmith_key": ["lsv2_pt_{h:32}_{h:10}"],
	"secret.langfuse_key": ["sk-lf-{uuid}"],
	"secret.wandb_key": ["WANDB_API_KEY=«{h:40}»"],
	"secret.tavily_key": ["tvly-{w:32}"],
	"secret.jina_key": ["jina_{h:32}{w:28}"],
	"secret.stability_key": ["STABILITY_API_KEY=«sk-{w:48}»"],
	"secret.assemblyai_key": ["ASSEMBLYAI_API_KEY=«{h:32}»"],
	"secret.deepgram_key": ["DEEPGRAM_API_KEY=«{h:40}»"],
	"secret.runpod_key": ["rpa_{A:42}"],
	"secret.firecrawl_key": ["fc-{h:32}"],
	"secret.e2b_key": ["e2b_{h:40}"],
	"secret.github_token": ["ghp_{crc}", "gho_{crc}", "ghu_{crc}", "ghs_{crc}", "ghr_{crc}"],
	"secret.github_fine_grained_token": ["github_pat_{w:22}_{w:59}"],
	"secret.gitlab_token": ["glpat-{u:19}{w:1}", "glpat-{w:44}.01.{a:9}", "gldt-{w:20}"],
	"secret.gitlab_runner_token": ["glrt-{w:20}", "GR1348941{w:20}"],
	"secret.bitbucket_token": ["ATBB{w:28}{H:4}", "BITBUCKET_APP_SECRET=«{w:32}»"],
	"secret.gitea_token": ["GITEA_TOKEN=«{h:40}»"],
	"secret.sourcegraph_token": ["sgp_{h:16}_{h:40}", "sgp_{h:40}"],
	"secret.npm_token": ["npm_{crc}"],
	"secret.pypi_token": ["pypi-AgEIcHlwaS5vcmc{w:120}"],
	"secret.rubygems_token": ["rubygems_{h:48}"],
	"secret.crates_io_token": ["cio{w:32}"],
	"secret.nuget_key": ["oy2{z:43}"],
	"secret.docker_hub_token": ["dckr_pat_{w:27}"],
	"secret.clojars_token": ["CLOJARS_{h:60}"],
	"secret.artifactory_key": ["AKCp{w:69}"],
	"secret.circleci_token": ["CCIPAT_{w:22}_{h:40}", "CIRCLECI_TOKEN=«{h:40}»"],
	"secret.buildkite_token": ["bkua_{h:40}"],
	"secret.travis_token": ["TRAVIS_TOKEN=«{w:22}»"],
	"secret.codecov_token": ["CODECOV_TOKEN=«{uuid}»"],
	"secret.sonar_token": ["squ_{h:40}", "SONAR_TOKEN=«{h:40}»"],
	"secret.snyk_token": ["SNYK_TOKEN=«{uuid}»"],
	"secret.stripe_key": ["sk_live_{w:24}", "sk_test_{w:99}", "rk_live_{w:24}"],
	"secret.stripe_webhook_secret": ["whsec_{w:32}"],
	"secret.square_token": ["EAAAE{w:59}", "sq0atp-{w:22}", "sq0csp-{w:43}"],
	"secret.paypal_secret": ["access_token$production{dollar}{a:16}{dollar}{h:32}", "PAYPAL_CLIENT_SECRET=«E{w:79}»"],
	"secret.adyen_key": ["AQEyhmfu{b:100}{w:1}", "ADYEN_API_KEY=«AQ{w:90}»"],
	"secret.shopify_token": ["shpat_{h:32}", "shpss_{h:32}"],
	"secret.plaid_secret": ["access-production-{uuid}", "PLAID_SECRET=«{h:30}»"],
	"secret.razorpay_key": ["rzp_live_{w:14}"],
	"secret.flutterwave_key": ["FLWSECK-{h:32}-X"],
	"secret.gocardless_token": ["live_{u:18}7{w:21}"],
	"secret.coinbase_secret": ["COINBASE_API_SECRET=«{w:32}»"],
	"secret.lob_key": ["live_{h:35}"],
	"secret.easypost_key": ["EZAK{w:54}"],
	"secret.shippo_token": ["shippo_live_{h:40}"],
	"secret.duffel_token": ["duffel_live_{w:43}"],
	"secret.slack_token": ["xoxb-{d:12}-{d:13}-{w:24}", "xoxp-{d:12}-{d:12}-{d:13}-{h:32}"],
	"secret.slack_app_token": ["xapp-1-A{A:10}-{d:13}-{h:64}"],
	"secret.slack_webhook": ["https://«hooks.slack.com/services/T{A:9}/B{A:10}/{w:24}»"],
	"secret.discord_token": ["{discord}.{w:6}.{w:38}"],
	"secret.discord_webhook": ["https://«discord.com/api/webhooks/1{d:17}/{w:68}»"],
	"secret.teams_webhook": ["https://acme.«webhook.office.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{h:32}/{uuid}»"],
	"secret.telegram_token": ["1{d:9}:AA{w:33}", "7{d:8}:AA{w:33}"],
	"secret.twilio_key": ["SK{h:32}"],
	"secret.twilio_auth_token": ["TWILIO_AUTH_TOKEN=«{h:32}»"],
	"secret.sendgrid_key": ["SG.{w:22}.{w:43}"],
	"secret.mailgun_key": ["key-{h:32}", "MAILGUN_API_KEY=«{h:32}-{h:8}-{h:8}»"],
	"secret.mailchimp_key": ["{h:32}-us14"],
	"secret.brevo_key": ["xkeysib-{h:64}-{w:16}"],
	"secret.postmark_token": ["POSTMARK_SERVER_TOKEN=«{uuid}»"],
	"secret.resend_key": ["re_{w:8}_{w:24}"],
	"secret.vonage_secret": ["VONAGE_API_SECRET=«{w:7}4{w:8}»"],
	"secret.facebook_token": ["EAAG{w:160}"],
	"secret.twitter_token": ["AAAAAAAAAAAAAAAAAAAAA{w:85}"],
	"secret.linkedin_secret": ["LINKEDIN_CLIENT_SECRET=«WPL_AP1.{w:16}»"],
	"secret.twitch_token": ["TWITCH_CLIENT_SECRET=«{a:30}»"],
	"secret.spotify_secret": ["SPOTIFY_CLIENT_SECRET=«{h:32}»"],
	"secret.atlassian_token": ["ATATT3xFfGF0{w:170}={H:8}"],
	"secret.notion_token": ["ntn_{d:11}{w:35}", "secret_{w:43}"],
	"secret.linear_key": ["lin_api_{w:40}"],
	"secret.figma_token": ["figd_{w:40}"],
	"secret.airtable_token": ["pat{w:14}.{h:64}", "AIRTABLE_API_KEY=«key{w:14}»"],
	"secret.asana_token": ["1/{d:16}:{h:32}", "2/{d:16}/{d:16}:{h:32}"],
	"secret.hubspot_token": ["pat-na1-{uuid}"],
	"secret.intercom_token": ["dG9rO{w:54}="],
	"secret.zendesk_token": ["ZENDESK_API_TOKEN=«{w:40}»"],
	"secret.salesforce_token": ["00D{w:12}!AQ{w:96}"],
	"secret.typeform_token": ["tfp_{w:59}"],
	"secret.contentful_token": ["CFPAT-{w:43}"],
	"secret.dropbox_token": ["sl.{w:140}"],
	"secret.box_token": ["BOX_CLIENT_SECRET=«{w:32}»"],
	"secret.postman_key": ["PMAK-{h:24}-{h:34}"],
	"secret.readme_key": ["rdme_{a:70}"],
	"secret.mapbox_token": ["sk.eyJ{w:84}.{w:22}"],
	"secret.algolia_key": ["ALGOLIA_ADMIN_KEY=«{h:32}»"],
	"secret.segment_key": ["SEGMENT_WRITE_KEY=«{w:32}»"],
	"secret.posthog_key": ["phx_{w:43}"],
	"secret.launchdarkly_key": ["sdk-{uuid}"],
	"secret.cloudinary_url": ["cloudinary://{d:15}:{w:27}@acme"],
	"secret.tailscale_key": ["tskey-auth-{w:12}-{w:32}"],
	"secret.ngrok_token": ["NGROK_AUTHTOKEN=«{w:27}_{w:20}»"],
	"secret.zapier_webhook": ["https://«hooks.zapier.com/hooks/catch/{d:7}/{a:7}»"],
	"secret.datadog_key": ["DD_API_KEY=«{h:32}»", "DATADOG_APP_KEY=«{h:40}»", "here is the Datadog API key: «{h:32}»"],
	"secret.newrelic_key": ["NRAK-{A:27}", "{h:36}NRAL"],
	"secret.sentry_token": ["sntryu_{h:64}", "sntrys_eyJ{w:120}_{w:43}"],
	"secret.grafana_token": ["glsa_{w:32}_{h:8}", "glc_eyJ{w:120}"],
	"secret.pagerduty_key": ["PAGERDUTY_API_KEY=«u+{w:18}»"],
	"secret.opsgenie_key": ["OPSGENIE_API_KEY=«{uuid}»"],
	"secret.dynatrace_token": ["dt0c01.{A:24}.{A:64}"],
	"secret.honeycomb_key": ["hcaik_{a:58}", "HONEYCOMB_API_KEY=«{w:22}»"],
	"secret.sumologic_key": ["SUMOLOGIC_ACCESS_KEY=«{w:64}»"],
	"secret.splunk_token": ["SPLUNK_HEC_TOKEN=«{uuid}»"],
	"secret.okta_token": ["OKTA_API_TOKEN=«00{w:40}»", "Authorization: SSWS «00{w:40}»"],
	"secret.auth0_secret": ["AUTH0_CLIENT_SECRET=«{w:64}»"],
	"secret.clerk_key": ["CLERK_SECRET_KEY=«sk_live_{w:42}»"],
	"secret.onepassword_token": ["ops_eyJ{w:300}", "A3-{A:6}-{A:11}-{A:5}-{A:5}-{A:5}"],
	"secret.bitwarden_token": ["0.{uuid}.{w:30}:{b:22}=="],
	"secret.doppler_token": ["dp.pt.{w:43}", "dp.st.prd.{w:43}"],
	"secret.vault_token": ["hvs.{w:95}"],
	"secret.terraform_token": ["{w:14}.atlasv1.{w:67}"],
	"secret.pulumi_token": ["pul-{h:40}"],
	"secret.infracost_key": ["ico-{w:32}"],
	"secret.databricks_token": ["dapi{h:32}"],
	"secret.snowflake_password": ["SNOWFLAKE_PASSWORD=«{w:20}7»"],
	"secret.confluent_secret": ["CONFLUENT_API_SECRET=«{w:64}»"],
	"secret.elastic_key": ["essu_{w:80}", "ELASTIC_API_KEY=«{w:58}==»"],
	"secret.prefect_key": ["pnu_{w:36}"],
	"secret.openshift_token": ["sha256~{w:43}"],
	"secret.harness_token": ["pat.{w:22}.{h:24}.{w:20}"],
	"secret.octopus_key": ["API-{A:26}"],
	"secret.vercel_token": ["vcp_{w:56}", "VERCEL_TOKEN=«{w:24}»"],
	"secret.netlify_token": ["nfp_{w:36}", "NETLIFY_AUTH_TOKEN=«{w:43}»"],
	"secret.cloudflare_token": ["cfut_{w:40}{h:8}", "CLOUDFLARE_API_TOKEN=«{w:40}»"],
	"secret.cloudflare_global_key": ["cfk_{w:40}{h:8}", "X-Auth-Key: «{h:37}»"],
	"secret.cloudflare_origin_key": ["v1.0-{h:24}-{h:146}"],
	"secret.fastly_token": ["FASTLY_API_TOKEN=«{w:32}»"],
	"secret.heroku_key": ["HRKU-{uuid}", "HEROKU_API_KEY=«{uuid}»"],
	"secret.fly_token": ["fo1_{w:43}", "FlyV1 «fm2_{w:160}»"],
	"secret.render_key": ["rnd_{w:32}"],
	"secret.railway_token": ["RAILWAY_TOKEN=«{uuid}»"],
	"secret.supabase_key": ["sbp_{h:40}", "sb_secret_{w:31}"],
	"secret.planetscale_token": ["pscale_tkn_{w:43}", "pscale_pw_{w:43}"],
	"secret.neon_key": ["napi_{a:64}"],
	"secret.turso_token": ["TURSO_AUTH_TOKEN=«eyJ{w:40}.{w:60}.{w:86}»"],
	"secret.upstash_token": ["UPSTASH_REDIS_REST_TOKEN=«AXX{w:56}»"],
	"secret.private_key": ["{pem}"],
	"secret.pgp_private_key": ["{pgp}"],
	"secret.putty_private_key": ["{putty}"],
	"secret.age_key": ["AGE-SECRET-KEY-1{k:58}"],
	"secret.wireguard_key": ["PrivateKey = «{b:42}A=»"],
	"secret.crypto_key": ["ETHEREUM_PRIVATE_KEY=«0x{h:64}»", "xprv{n:107}"],
	"secret.jwt": ["{jwt}"],
	"secret.postgres_password": ["DATABASE_URL=postgres://app:«{w:16}»@db.internal:5432/app"],
	"secret.mysql_password": ["mysql://root:«{strong}»@10.0.0.5/shop"],
	"secret.mongodb_password": ["mongodb+srv://svc:«{w:16}»@cluster0.mongodb.net/test"],
	"secret.redis_password": ["redis://:«{w:24}»@cache.internal:6379/0"],
	"secret.amqp_password": ["amqps://svc:«{w:20}»@mq.internal/vhost"],
	"secret.database_password": [
		"Server=tcp:db.internal;Database=app;User Id=sa;Password=«{strong}»;Encrypt=true",
		"jdbc:sqlserver://h:1433;user=sa;password=«{strong}»;",
	],
	"secret.url_password": ["git clone https://deploy:«{w:18}»@git.internal/app.git"],
	"secret.bearer_token": ["Authorization: Bearer «{w:40}»"],
	"secret.basic_credentials": ["Authorization: Basic «{basic}»"],
	"secret.generic_key": ["SERVICE_API_KEY=«{w:32}»", '"clientSecret": "«{w:40}»"', "my api key is «{w:32}»"],
	"secret.generic_password": [
		"DB_PASSWORD=«{strong}»",
		'{"password": "«{strong}»"}',
		"my password is «{strong}», please log in",
		"das Passwort lautet «{strong}»",
		"contraseña: «{strong}»",
		"我的密码是«{strong}»",
		"мой пароль: «{strong}»",
	],
};

export const SECRET_KINDS = Object.keys(TEMPLATES) as SecretSignalType[];

/** Where secrets turn up: prose, env files, JSON, code, URLs, diffs, logs. */
const CARRIERS: readonly string[] = [
	"Can you check why this fails: «» gives me a 401.",
	"use «»",
	"VALUE=«»",
	'{"config": {"value": "«»", "retries": 3}}',
	"const client = new Client('«»');",
	"+  value: «»\n-  value: none",
	"2026-01-02T03:04:05Z INFO started with «» (pid 12)",
	"https://api.internal/v1/run?k=«»&n=1",
	"first line\\n«»\\nlast line",
	"`«»`",
];

/** One sample of a kind, the same for the same generator state: a text and the secret that stands in it. */
export function secretSample(kind: SecretSignalType, rng: Rng): { text: string; secret: string } {
	const template = pick(TEMPLATES[kind], rng);
	const filled = fill(template, rng);
	const marked = filled.includes("«") ? filled : pick(CARRIERS, rng).replace("«»", () => `«${filled}»`);
	const start = marked.indexOf("«");
	const end = marked.indexOf("»");
	return { text: marked.replace("«", "").replace("»", ""), secret: marked.slice(start + 1, end) };
}
