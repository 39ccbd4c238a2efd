// Weighs what a URL carries besides its address: places to fill in, encoded values, sentences, personal data, odd host labels.

import { decodeBase64 } from "../secrets/checksum.ts";
import { entropy } from "../secrets/entropy.ts";
import { registrableDomain, type UrlParts } from "./host.ts";
import { IMAGE_STORES, SEARCHERS } from "./known-hosts.ts";

export type PayloadKind = "template_url" | "encoded_query" | "url_with_data" | "subdomain_data";
/** `weight` 0–1000: how sure that data leaves, were the URL fetched without a click. */
export type Payload = { readonly kind: PayloadKind; readonly weight: number };

const PLACEHOLDER =
	/\{\{?\s*[\w .-]{1,60}\}?\}|\$\{[^}]{1,60}\}|\$\([^)]{1,60}\)|%7B[\w%.-]{1,60}%7D|\[[A-Za-z][\w +%-]{2,60}\]|<[A-Za-z][\w +-]{2,60}>|%5B[A-Za-z][\w+%-]{2,60}%5D|\b(?:INSERT|REPLACE|APPEND|YOUR|PUT)[_+-](?:[A-Z]+[_+-]?){1,6}\b|(?:=|\/)(?:ENCODED|BASE64|B64|SECRET|DATA|SUMMARY|CONVERSATION|HISTORY|PROMPT)(?:_[A-Z]+){0,4}(?=$|[&/#])/;
/** What nobody templates into a link for an honest reason. */
const PRIVATE_NAME =
	/secret|passw|token|api[_ +-]?key|credential|conversation|history|chat|prompt|instruction|context|memor|summar|cookie|session|personal|private|e-?mail|message|encoded|base64|b64|stolen|exfil|leak|confidential|user[_ +-]?(?:data|info|input|name)|\bdata\b|content|document|ssn|address|phone/i;
/** Parameters that name a cargo. */
const CARGO_NAME =
	/^(?:d|data|payload|exfil|leak|loot|secrets?|conv(?:ersation)?|history|chat|prompt|ctx|context|mem(?:ory)?|logs?|info|msg|messages?|content|c|cookies?|stolen|dump|output|out|result|note|b64|base64|enc|body|summary)$/i;
const EMAIL = /[A-Za-z0-9._+-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,10}/;

/** Parameters that name what should never be in a link. */
const PRIVATE_CARGO =
	/^(?:secrets?|passw(?:or)?d|exfil|leak|loot|stolen|conv(?:ersation)?|history|chat|prompt|system(?:_?prompt)?|mem(?:ory)?|cookies?|creds?|credentials)$/i;

/** Percent-decodes without throwing. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll("+", " "));
	} catch {
		return text.replaceAll("+", " ");
	}
}

function readable(bytes: string | undefined): boolean {
	if (bytes === undefined || bytes.length < 9) return false;
	let printable = 0;
	let letters = 0;
	for (let i = 0; i < bytes.length; i++) {
		const code = bytes.charCodeAt(i);
		if ((code >= 32 && code < 127) || code === 10 || code === 13 || code === 9) printable++;
		if ((code | 32) >= 97 && (code | 32) <= 122) letters++;
	}
	return printable >= bytes.length * 0.95 && letters >= bytes.length * 0.5;
}

function hexBytes(text: string): string | undefined {
	if (text.length % 2 !== 0 || !/^[0-9a-f]{18,}$/i.test(text)) return undefined;
	return (text.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join("");
}

/** Whether a value decodes to text: base64, base64url or hexadecimal. */
function holdsText(value: string): boolean {
	if (value.length < 14) return false;
	if (/^[A-Za-z0-9+/_-]{14,}={0,2}$/.test(value) && readable(decodeBase64(value))) return true;
	return readable(hexBytes(value));
}

function wordsOf(text: string): number {
	return text.match(/\p{L}{2,}/gu)?.length ?? 0;
}

function sentence(text: string): boolean {
	return (
		(wordsOf(text) >= 5 && /\s/.test(text) && (text.match(/\s/g)?.length ?? 0) >= 4) ||
		(text.length >= 24 && /[\p{Lo}]{12,}/u.test(text))
	);
}

/** Words of a search are fewer. */
const LONG_SENTENCE = 8;

/** Weighs one value by its name and looks. */
function valuePayload(name: string, raw: string, inPath: boolean): Payload | undefined {
	if (raw.length < 6) return undefined;
	const value = decoded(raw);
	if (holdsText(raw) || holdsText(value)) return { kind: "encoded_query", weight: 900 };
	if (EMAIL.test(value)) return { kind: "url_with_data", weight: inPath ? 450 : 640 };
	if (PRIVATE_CARGO.test(name) && !sentence(value)) return { kind: "url_with_data", weight: value.length >= 16 ? 720 : 620 };
	const cargo = CARGO_NAME.test(name);
	if (!inPath && sentence(value)) {
		return { kind: "url_with_data", weight: cargo ? 900 : wordsOf(value) >= LONG_SENTENCE ? 880 : 660 };
	}
	if (inPath && sentence(value) && wordsOf(value) >= 8 && /%20|\+/.test(raw)) return { kind: "url_with_data", weight: 600 };
	if (cargo && value.length >= 16 && (wordsOf(value) >= 3 || entropy(value) >= 3400))
		return { kind: "url_with_data", weight: 720 };
	if (value.length >= 64 && entropy(value) >= 4200 && !/^[a-f0-9-]+$/i.test(value)) return { kind: "encoded_query", weight: 420 };
	if (!inPath && wordsOf(value) >= 3 && /\s\S+\s/.test(value)) return { kind: "url_with_data", weight: 420 };
	return value.length >= 256 ? { kind: "url_with_data", weight: 600 } : undefined;
}

function pairs(query: string): [string, string][] {
	return query.split(/[&;]/).map((part) => {
		const equals = part.indexOf("=");
		// A lone value may end in the padding of base64.
		return equals < 0 || /^=*$/.test(part.slice(equals)) ? ["", part] : [part.slice(0, equals), part.slice(equals + 1)];
	});
}

function templatePayload(url: string): Payload | undefined {
	const found = PLACEHOLDER.exec(url);
	// A parameter left open at its end waits for its value.
	if (found === null) return /[?&][\w-]{1,32}=$/.test(url) ? { kind: "template_url", weight: 420 } : undefined;
	const before = url.slice(Math.max(0, found.index - 24), found.index);
	const named = PRIVATE_NAME.test(found[0]) || CARGO_NAME.test(/[?&]([\w-]{1,20})=[^&]*$/.exec(before)?.[1] ?? "");
	return { kind: "template_url", weight: named ? 920 : 420 };
}

function base32Text(text: string): boolean {
	if (!/^[a-z2-7]{16,}=*$/i.test(text)) return false;
	const bytes: string[] = [];
	let held = 0;
	let bits = 0;
	for (const character of text.toLowerCase().replaceAll("=", "")) {
		const code = character.charCodeAt(0);
		held = ((held << 5) | (code >= 97 ? code - 97 : code - 24)) & 0xfff;
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		bytes.push(String.fromCharCode((held >> bits) & 255));
	}
	return readable(bytes.join(""));
}

/** Weighs the labels under the domain that somebody registered, each and all together. */
function subdomainPayload(parts: UrlParts): Payload | undefined {
	const domain = registrableDomain(parts.host);
	if (domain === undefined || parts.host.length <= domain.length + 12) return undefined;
	// As written: base64 needs its capitals, which a browser does not keep.
	const written = parts.writtenHost.length === parts.host.length ? parts.writtenHost : parts.host;
	const labels = written.slice(0, -domain.length - 1).split(".");
	const whole = labels.join("");
	const encoded = [...labels, whole, labels.filter((label) => label.length >= 8).join("")];
	if (encoded.some((text) => holdsText(text) || base32Text(text))) return { kind: "subdomain_data", weight: 900 };
	if (labels.some((label) => /^\d{13,}$/.test(label.replaceAll("-", "")))) return { kind: "subdomain_data", weight: 640 };
	const odd = labels.filter(
		(label) => !label.startsWith("xn--") && label.length >= 20 && (/^[0-9a-f]+$/i.test(label) || oddLabel(label)),
	);
	const total = odd.reduce((sum, label) => sum + label.length, 0);
	if (total === 0)
		return labels.length >= 4 && whole.length >= 48 && oddLabel(whole) ? { kind: "subdomain_data", weight: 720 } : undefined;
	return { kind: "subdomain_data", weight: total >= 40 ? 840 : odd.some((label) => !/^[0-9a-f]+$/i.test(label)) ? 720 : 620 };
}

/** A label that no person chose: long, mixed, no words between dashes. */
function oddLabel(label: string): boolean {
	const dashes = label.split("-").length - 1;
	return dashes * 12 <= label.length && /\d/.test(label) && /[a-z]/i.test(label) && entropy(label) >= 3300;
}

/** What is spread over several values or parts of a path, put together again. */
function scattered(values: readonly string[]): Payload | undefined {
	const parts = values.filter((value) => value.length >= 2);
	return parts.length > 1 && holdsText(parts.join("")) ? { kind: "encoded_query", weight: 850 } : undefined;
}

/** Everything a URL carries, the heaviest of each kind. `loads`: a client fetches it without being asked. */
export function payloadsOf(url: string, parts: UrlParts, loads: boolean): Payload[] {
	const found = new Map<PayloadKind, number>();
	const add = (payload: Payload | undefined): void => {
		if (payload !== undefined) found.set(payload.kind, Math.max(found.get(payload.kind) ?? 0, payload.weight));
	};
	const tail = `${parts.path}?${parts.query}#${parts.fragment}`;
	if (tail.length > 8 || url.includes("{")) add(templatePayload(url));
	add(subdomainPayload(parts));
	const searches = SEARCHERS.test(parts.host);
	const named = [...pairs(parts.query), ...pairs(parts.fragment)];
	for (const [name, value] of named) {
		const payload = valuePayload(name, value, false);
		if (
			payload !== undefined &&
			!(searches && payload.kind === "url_with_data" && (payload.weight < 800 || !CARGO_NAME.test(name)))
		)
			add(payload);
	}
	const segments = parts.path.split("/").map((segment) => segment.replace(/\.[a-z0-9]{2,5}$/i, ""));
	const stored = loads && !IMAGE_STORES.test(parts.host);
	for (const segment of segments) {
		const payload = valuePayload("", segment, true);
		add(
			payload !== undefined && stored && payload.weight >= 420 ? { ...payload, weight: Math.max(payload.weight, 720) } : payload,
		);
	}
	add(scattered(named.map(([, value]) => value)));
	add(scattered(segments));
	return [...found].map(([kind, weight]) => ({ kind, weight }));
}
