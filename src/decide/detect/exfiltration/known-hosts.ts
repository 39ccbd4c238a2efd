// Hosts known for one thing: collecting requests, shortening links, searching, serving metadata, being imitated.

/** Anyone can open an inbox here and read what is sent to it; registrable domains. */
export const COLLECTORS: ReadonlySet<string> = new Set([
	...[
		"webhook.site",
		"webhook.cool",
		"requestbin.com",
		"requestbin.net",
		"requestbin.io",
		"pipedream.net",
		"hookbin.com",
		"postb.in",
	],
	...[
		"requestcatcher.com",
		"beeceptor.com",
		"mockbin.org",
		"mockbin.io",
		"httpdump.app",
		"typedwebhook.tools",
		"smee.io",
		"hookdeck.com",
	],
	...[
		"burpcollaborator.net",
		"oastify.com",
		"interact.sh",
		"interactsh.com",
		"oast.pro",
		"oast.live",
		"oast.site",
		"oast.online",
	],
	...[
		"oast.fun",
		"oast.me",
		"dnslog.cn",
		"ceye.io",
		"canarytokens.com",
		"canarytokens.org",
		"dnsbin.zhack.ca",
		"xss.ht",
		"bxss.me",
		"xss.report",
	],
	...[
		"ngrok.io",
		"ngrok.app",
		"ngrok.dev",
		"ngrok-free.app",
		"ngrok-free.dev",
		"trycloudflare.com",
		"serveo.net",
		"loca.lt",
		"localhost.run",
		"lhr.life",
	],
	...[
		"localtunnel.me",
		"pagekite.me",
		"bore.pub",
		"tunnelto.dev",
		"httpbin.org",
		"webhookrelay.com",
		"webhookapp.com",
		"svix.com",
		"putsreq.com",
	],
	...[
		"transfer.sh",
		"file.io",
		"0x0.st",
		"termbin.com",
		"ix.io",
		"iplogger.org",
		"iplogger.com",
		"grabify.link",
		"2no.co",
		"yip.su",
	],
]);

/** Hosts (not registrable domains) and the path beginnings under which they collect. */
export const COLLECTOR_PATHS: readonly (readonly [host: string, path: string])[] = [
	["discord.com", "/api/webhooks/"],
	["discordapp.com", "/api/webhooks/"],
	["api.telegram.org", "/bot"],
	["hooks.slack.com", "/"],
	["hooks.zapier.com", "/hooks/"],
	["maker.ifttt.com", "/trigger/"],
	["script.google.com", "/macros/"],
	["docs.google.com", "/forms/"],
];

export const SHORTENERS: ReadonlySet<string> = new Set(
	"bit.ly tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly rebrand.ly cutt.ly shorturl.at t.ly rb.gy tiny.cc bl.ink s.id lnkd.in".split(
		" ",
	),
);

/** A question in the query is what these are for. */
export const SEARCHERS =
	/(?:^|\.)(?:google\.[a-z.]{2,6}|bing\.com|duckduckgo\.com|yahoo\.com|baidu\.com|yandex\.[a-z]{2,3}|ecosia\.org|startpage\.com|wikipedia\.org|youtube\.com|amazon\.[a-z.]{2,6}|ebay\.[a-z.]{2,6}|stackoverflow\.com|github\.com|reddit\.com|openstreetmap\.org|wolframalpha\.com|shields\.io|codecogs\.com|twitter\.com|x\.com|facebook\.com|linkedin\.com|wa\.me|whatsapp\.com|t\.me|telegram\.me|pinterest\.[a-z.]{2,6}|bsky\.app|deepl\.com)$/;

/** Stores of pictures whose paths are long random names. */
export const IMAGE_STORES =
	/(?:^|\.)(?:googleusercontent\.com|ggpht\.com|fbcdn\.net|cdninstagram\.com|twimg\.com|githubusercontent\.com|medium\.com|media-amazon\.com|licdn\.com|pinimg\.com|gstatic\.com|redd\.it|discordapp\.(?:com|net)|slack-edge\.com|notion\.so|oaiusercontent\.com)$/;

/** Where a cloud tells a machine its own credentials. */
export const METADATA_HOSTS: ReadonlySet<string> = new Set([
	...["169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200", "192.0.0.192"],
	...["metadata.google.internal", "metadata.azure.internal", "instance-data.ec2.internal", "[fd00:ec2::254]"],
]);

/** Registrable domains that are imitated most. */
export const BRANDS: readonly string[] = [
	...[
		"google.com",
		"gmail.com",
		"youtube.com",
		"microsoft.com",
		"office.com",
		"outlook.com",
		"live.com",
		"apple.com",
		"icloud.com",
		"amazon.com",
	],
	...[
		"paypal.com",
		"facebook.com",
		"instagram.com",
		"whatsapp.com",
		"linkedin.com",
		"twitter.com",
		"netflix.com",
		"spotify.com",
		"dropbox.com",
	],
	...[
		"github.com",
		"gitlab.com",
		"openai.com",
		"chatgpt.com",
		"anthropic.com",
		"cloudflare.com",
		"adobe.com",
		"docusign.com",
		"salesforce.com",
	],
	...[
		"stripe.com",
		"shopify.com",
		"coinbase.com",
		"binance.com",
		"kraken.com",
		"metamask.io",
		"chase.com",
		"wellsfargo.com",
		"citibank.com",
	],
	...[
		"bankofamerica.com",
		"americanexpress.com",
		"mastercard.com",
		"revolut.com",
		"santander.com",
		"barclays.co.uk",
		"telegram.org",
		"discord.com",
	],
	...[
		"steampowered.com",
		"roblox.com",
		"ebay.com",
		"walmart.com",
		"booking.com",
		"airbnb.com",
		"fedex.com",
		"slack.com",
		"zoom.us",
		"wikipedia.org",
	],
];
