// Judges one link: how it is carried, where it leads, what it takes along.

import type { Evidence } from "../../../contract/signal.ts";
import type { ExfiltrationSignalType } from "../../../contract/signals/exfiltration.ts";
import type { Hit, ScanContext } from "../detector.ts";
import { hasPublicSuffix, ipVersion, isPrivateHost, parseUrlLike, registrableDomain, type UrlParts } from "./host.ts";
import { COLLECTOR_PATHS, COLLECTORS, METADATA_HOSTS, SHORTENERS } from "./known-hosts.ts";
import type { Carrier, Link } from "./link.ts";
import { lookalikeScore } from "./lookalike.ts";
import { payloadsOf } from "./payload.ts";

/** Share of a payload's weight that counts: what loads by itself leaks without the reader. */
const SHARE: Readonly<Record<Carrier, number>> = {
	markdown_image: 1,
	html_image: 1,
	css_url: 1,
	refresh: 1,
	form_action: 0.9,
	link: 0.8,
	plain: 0.7,
};
const LOOKED_UP = 0.85;
/** Score of a resource that loads from a foreign host and carries nothing that can be seen. */
const BARE_LOAD: Readonly<Partial<Record<Carrier, number>>> = {
	markdown_image: 360,
	html_image: 360,
	css_url: 320,
	// The page goes away by itself: a reader ends up at the stranger's.
	refresh: 720,
	form_action: 420,
};

const PRIVATE_FILE = /passwd|shadow|\.ssh|\.aws|\.env\b|\.kube|id_rsa|credentials|\/proc\/|windows\/system32|\.git\/config/i;

type Report = (type: ExfiltrationSignalType, score: number, evidence: Evidence) => void;

function loads(carrier: Carrier): boolean {
	return BARE_LOAD[carrier] !== undefined;
}

/** `javascript:`, `data:` and `file:`: no host, dangerous by scheme. True when the link was one of them. */
function opaqueScheme(link: Link, report: Report): boolean {
	const url = link.url.replace(/[\0-\x20]/g, "");
	const scheme = /^(javascript|vbscript|data|file|smb)[:]|^(\\\\)[\w.-]+\\/i.exec(url);
	if (scheme === null) return false;
	const name = (scheme[1] ?? "file").toLowerCase();
	const structured = link.carrier !== "plain";
	if (name === "data") dataUri(url, structured, report);
	else if (name === "file" || name === "smb")
		report("exfiltration.file_uri", structured || PRIVATE_FILE.test(url) ? 620 : 280, "structure");
	else if (/^javascript:(?:void\(?0?\)?;?|;|#)?$/i.test(url)) report("exfiltration.javascript_uri", 200, "structure");
	else if (structured || /[(=`]/.test(url)) report("exfiltration.javascript_uri", structured ? 920 : 640, "structure");
	return true;
}

function dataUri(url: string, structured: boolean, report: Report): void {
	const media = /^data:([a-z]+\/[a-z0-9.+-]+)?(?:;[a-z0-9=-]+)*,/i.exec(url);
	if (media === null) return;
	const type = (media[1] ?? "text/plain").toLowerCase();
	const active = /html|svg|xml|javascript/.test(type);
	if (active) report("exfiltration.data_uri", structured ? 820 : 640, "structure");
	else report("exfiltration.data_uri", type.startsWith("image/") || type.startsWith("font/") ? 150 : 320, "structure");
}

function addressSpelling(parts: UrlParts, report: Report): void {
	const version = ipVersion(parts.host);
	if (version === 0) return;
	const plain = version === 6 || parts.writtenHost === parts.host;
	report("exfiltration.ip_literal_host", plain ? (isPrivateHost(parts.host) ? 250 : 460) : 880, "format");
}

function collects(parts: UrlParts, domain: string | undefined): boolean {
	if (domain !== undefined && COLLECTORS.has(domain)) return true;
	if ([...parentDomains(parts.host)].some((parent) => COLLECTORS.has(parent))) return true;
	return COLLECTOR_PATHS.some(([host, path]) => parts.host === host && parts.path.startsWith(path));
}

function* parentDomains(host: string): Generator<string> {
	for (let dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) yield host.slice(dot + 1);
}

function userinfo(parts: UrlParts, report: Report): void {
	if (parts.userinfo === "") return;
	const namesHost = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[:/%].*)?$/i.test(decodeURIComponentSafe(parts.userinfo));
	report("exfiltration.userinfo_url", namesHost ? 880 : 320, "structure");
}

function decodeURIComponentSafe(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** What the host alone says. */
function hostHits(parts: UrlParts, context: ScanContext, domain: string | undefined, carrier: Carrier, report: Report): void {
	addressSpelling(parts, report);
	userinfo(parts, report);
	if (METADATA_HOSTS.has(parts.host)) report("exfiltration.metadata_host", 880, "lexicon");
	else if (isPrivateHost(parts.host)) report("exfiltration.private_host", loads(carrier) ? 520 : 280, "format");
	const imitation = lookalikeScore(parts.host, context.hosts);
	if (imitation > 0) report("exfiltration.lookalike_host", imitation, "structure");
	if (parts.host.includes("xn--")) report("exfiltration.punycode_host", /xn--/i.test(parts.writtenHost) ? 380 : 180, "format");
	if (collects(parts, domain)) report("exfiltration.webhook_host", loads(carrier) ? 920 : 640, "lexicon");
	if (domain !== undefined && SHORTENERS.has(domain)) report("exfiltration.shortened_url", 260, "lexicon");
}

/** A host has 253 characters. */
const LONGEST_SHOWN = 300;

/** Whether the visible text of a link names a host under another registrable domain. */
function mismatch(label: string | undefined, domain: string | undefined): boolean {
	const shown = label
		?.replace(/^[\s*_`"']+/, "")
		.slice(0, LONGEST_SHOWN)
		.trimEnd()
		.replace(/[*_`"']+$/, "");
	if (shown === undefined || /\s/.test(shown)) return false;
	const claimed = parseUrlLike(shown);
	if (claimed === undefined) return false;
	if (!hasPublicSuffix(claimed.host) && !/^https?:/i.test(shown)) return false;
	const claimedDomain = registrableDomain(claimed.host);
	// A file name is no host: `README.md`, `main.rs`.
	if (claimedDomain === undefined || /^[\w-]+\.(?:md|rs|py|sh|js|ts|pl|cc|zip|mov|app|dev|io|ai|so|ps|name|info)$/i.test(shown))
		return false;
	return claimedDomain !== domain;
}

/** All hits of one link. */
export function judgeLink(link: Link, context: ScanContext): Hit[] {
	const hits: Hit[] = [];
	const report: Report = (type, score, evidence) => {
		hits.push({ type, start: link.start, end: link.end, score: Math.round(score), evidence });
	};
	if (opaqueScheme(link, report)) return hits;
	const parts = parseUrlLike(link.url);
	// A bare word in a link's target is a path of the page's own, not a host.
	if (
		parts === undefined ||
		(link.carrier !== "plain" && !/^\s*(?:(?:https?|wss?|ftp):[\\/]|(?:[a-z][a-z0-9+.-]*:)?[\\/]{2})/i.test(link.url))
	)
		return hits;
	const domain = registrableDomain(parts.host);
	if (domain !== undefined && context.hosts.includes(domain)) {
		userinfo(parts, report);
		const onward = /[=/](https?:\/\/.+)$/i.exec(decodeURIComponentSafe(parts.query))?.[1];
		return onward === undefined ? hits : [...hits, ...judgeLink({ ...link, url: onward }, context)];
	}
	hostHits(parts, context, domain, link.carrier, report);
	if (mismatch(link.label, domain) && link.carrier === "link") report("exfiltration.markdown_link_mismatch", 820, "structure");
	let heaviest = 0;
	for (const { kind, weight } of payloadsOf(link.url, parts, loads(link.carrier))) {
		heaviest = Math.max(heaviest, weight);
		// A name is looked up as soon as a client makes ready to connect, before anybody clicks.
		const share = kind === "subdomain_data" ? Math.max(SHARE[link.carrier], LOOKED_UP) : SHARE[link.carrier];
		report(`exfiltration.${kind}`, weight * share, "structure");
	}
	const bare = BARE_LOAD[link.carrier];
	if (bare !== undefined) {
		const worst = Math.max(bare, heaviest, ...hits.map((hit) => hit.score));
		const type = link.carrier === "refresh" ? "html_image" : (link.carrier as "markdown_image");
		report(`exfiltration.${type}`, Math.min(960, worst), "structure");
	} else if (!isPrivateHost(parts.host)) report("exfiltration.unknown_host", context.hosts.length > 0 ? 240 : 150, "declared");
	return hits;
}
