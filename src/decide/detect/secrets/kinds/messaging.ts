// Tokens of messaging, mail and social networks.
import { discordToken } from "../checksum.ts";
import { context, type KindFamily, marked, token } from "../kind.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const MESSAGING_KINDS: KindFamily = {
	tokens: [
		token(
			"secret.slack_token",
			["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-"],
			"[0-9A-Za-z%+/-]{24,250}",
		),
		token("secret.slack_token", ["xoxe.xoxp-", "xoxe.xoxb-", "xoxe-"], "[0-9]-[A-Za-z0-9]{140,180}"),
		token("secret.slack_app_token", "xapp-", "[0-9]-[A-Z0-9]{8,14}-[0-9]{10,14}-[a-f0-9]{40,70}"),
		token(
			"secret.slack_webhook",
			"hooks.slack.com/",
			"(?:services|workflows|triggers)/[A-Za-z0-9]{8,16}/[A-Za-z0-9]{8,20}/[A-Za-z0-9/]{20,50}",
		),
		token(
			"secret.discord_webhook",
			["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
			"[0-9]{17,20}/[A-Za-z0-9_-]{60,80}",
		),
		token(
			"secret.discord_token",
			["MD", "MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"],
			"[A-Za-z0-9]{22,26}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}",
			{
				check: discordToken,
			},
		),
		token(
			"secret.teams_webhook",
			"webhook.office.com/webhookb2/",
			`${UUID}@${UUID}/IncomingWebhook/[a-f0-9]{32}/${UUID}(?:/[A-Za-z0-9_-]{20,60})?`,
		),
		token("secret.twilio_key", "SK", "[a-f0-9]{32}"),
		token("secret.sendgrid_key", "SG.", "[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
		token("secret.mailgun_key", "key-", "[a-f0-9]{32}"),
		token("secret.brevo_key", ["xkeysib-", "xsmtpsib-"], "[a-f0-9]{64}-[A-Za-z0-9]{16}"),
		token("secret.resend_key", "re_", "[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"),
		token("secret.facebook_token", ["EAAG", "EAAC", "EAAB", "EAAI", "EAAM", "EAAD", "EAAJ"], "[A-Za-z0-9]{80,280}"),
		token("secret.twitter_token", "AAAAAAAAAAAAAAAAAAAAA", "[A-Za-z0-9%]{60,120}"),
	],
	marks: [
		marked("secret.telegram_token", ":AA", [10, 9, 8], "[0-9]{8,10}:AA[A-Za-z0-9_-]{32,33}"),
		marked("secret.mailchimp_key", "-us", [32], "[a-f0-9]{32}-us[0-9]{1,2}"),
	],
	contexts: [
		context("secret.twilio_auth_token", ["twilio"], "[a-f0-9]{32}"),
		context("secret.mailgun_key", ["mailgun"], "[a-f0-9]{32}(?:-[a-f0-9]{8}-[a-f0-9]{8})?", 880),
		context("secret.postmark_token", ["postmark", "x-postmark-server-token"], UUID),
		context("secret.vonage_secret", ["vonage", "nexmo"], "[A-Za-z0-9]{16}", 780),
		context("secret.twitter_token", ["twitter", "x_api", "twitter_consumer"], "[0-9]{6,20}-[A-Za-z0-9]{40}|[A-Za-z0-9]{45,50}"),
		context("secret.linkedin_secret", ["linkedin"], "WPL_AP1\\.[A-Za-z0-9+/=.]{16,40}|[A-Za-z0-9]{16}", 780),
		context("secret.twitch_token", ["twitch"], "[a-z0-9]{30}"),
		context("secret.spotify_secret", ["spotify"], "[a-f0-9]{32}"),
	],
};
