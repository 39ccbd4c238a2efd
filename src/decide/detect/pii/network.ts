// Addresses of machines that can point to a person: IPv4, IPv6 and hardware (MAC) addresses.
import type { Candidate } from "./candidate.ts";
import { before, words } from "./context.ts";
import { isAlnum, isDigit, type Reading } from "./tokens.ts";

const IPV4 = /(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}/y;
const NAMES_IP = words("ip|host|server|address|client|remote|адрес|adresse|dirección|地址|アドレス");
const VERSION =
	/(?<![a-z])(?:v|version|versión|versão|ver\.?|release|firmware|build|update|patch|chapter|section|kapitel|abschnitt|§|rfc|model|chrome|safari|firefox|edge|driver|kernel|python|node|java)[\s:=/v-]{0,3}$/;
// Open resolvers and the like: addresses that everybody writes and nobody has.
const FAMOUS = /^(?:8\.8\.[48]\.[48]|1\.[01]\.[01]\.1|9\.9\.9\.9|208\.67\.22[02]\.22[02])$/;

function scoreIpv4(text: string, start: number, address: string): number {
	const parts = address.split(".").map(Number);
	const [a = 0, b = 0] = parts;
	if (VERSION.test(before(text, start, 24))) return 150;
	if (a === 0 || a >= 224 || a === 127) return 300;
	if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254)) return 420;
	if ((a === 192 && b === 0) || (a === 198 && b === 51) || (a === 203 && b === 0) || FAMOUS.test(address)) return 450;
	if (NAMES_IP.test(before(text, start, 32))) return 920;
	// Four small numbers are as likely a section or a version.
	return parts.every((part) => part < 40) ? 500 : 800;
}

function ipv4(reading: Reading, found: Candidate[]): void {
	const { text, groups } = reading;
	if (!text.includes(".")) return;
	for (const group of groups) {
		if (text[group.end] !== "." || group.end - group.start > 3 || group.wordStart !== group.start) continue;
		const left = text[group.start - 1] ?? " ";
		if (left === "_" || left === "." || (left === "-" && isDigit(text.charCodeAt(group.start - 2)))) continue;
		IPV4.lastIndex = group.start;
		const address = IPV4.exec(text)?.[0];
		if (address === undefined) continue;
		const end = group.start + address.length;
		if (isAlnum(text.charCodeAt(end)) || (text[end] === "." && isDigit(text.charCodeAt(end + 1)))) continue;
		found.push({ type: "pii.ip", start: group.start, end, score: scoreIpv4(text, group.start, address), evidence: "format" });
	}
}

/** Whether the text is an IPv6 address in one of the forms of RFC 4291 (no zone, no prefix length). */
export function isIpv6(text: string): boolean {
	const halves = text.split("::");
	if (halves.length > 2) return false;
	const parts = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
	const tail = parts.at(-1) ?? "";
	const mapped = tail.includes(".");
	const hextets = mapped ? parts.slice(0, -1) : parts;
	IPV4.lastIndex = 0;
	if (mapped && IPV4.exec(tail)?.[0] !== tail) return false;
	if (!hextets.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return false;
	const size = hextets.length + (mapped ? 2 : 0);
	return halves.length === 2 ? size <= 7 : size === 8;
}

const MAX_IPV6 = 45;

function scoreIpv6(text: string, start: number, address: string): number {
	if (/^(?:f[cde]|::|2001:db8)/i.test(address)) return 420;
	if (NAMES_IP.test(before(text, start, 32))) return 940;
	return address.includes("::") && address.replace(/[^0-9a-f]/gi, "").length < 8 ? 400 : 900;
}

function ipv6(text: string, found: Candidate[]): void {
	const runs = /[0-9A-Fa-f:.]+/g;
	let colon = text.indexOf(":");
	while (colon >= 0) {
		let start = colon;
		while (start > colon - 5 && start > 0 && /[0-9A-Fa-f]/.test(text[start - 1] ?? " ")) start--;
		runs.lastIndex = start;
		const run = runs.exec(text)?.[0] ?? "";
		const address = run.replace(/[.:]$/, (mark) => (run.endsWith("::") ? mark : ""));
		const end = start + address.length;
		const edge = isAlnum(text.charCodeAt(start - 1)) || isAlnum(text.charCodeAt(start + run.length));
		if (!edge && address.length >= 6 && address.length <= MAX_IPV6 && address.split(":").length > 2 && isIpv6(address)) {
			found.push({ type: "pii.ip", start, end, score: scoreIpv6(text, start, address), evidence: "format" });
		}
		colon = text.indexOf(":", Math.max(start + run.length, colon + 1));
	}
}

const MAC =
	/(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![0-9A-Fa-f:-]|\.[0-9A-Fa-f])/g;

function mac(text: string, found: Candidate[]): void {
	for (const match of text.matchAll(MAC)) {
		const hex = match[0].replace(/[:.-]/g, "").toLowerCase();
		// All zeros or ones are placeholders; digits alone in pairs are as likely a date or a part number.
		const score = /^(?:0+|f+)$/.test(hex) ? 300 : /^\d+$/.test(hex) ? 600 : 900;
		found.push({ type: "pii.mac", start: match.index, end: match.index + match[0].length, score, evidence: "format" });
	}
}

/** IP and MAC addresses. Versions, private ranges and documentation addresses score low. */
export function networkAddresses(reading: Reading): Candidate[] {
	const found: Candidate[] = [];
	if (reading.groups.length > 0) ipv4(reading, found);
	if (reading.text.includes(":")) ipv6(reading.text, found);
	if (/[0-9A-Fa-f]{2}[:.-][0-9A-Fa-f]{2}/.test(reading.text)) mac(reading.text, found);
	return found;
}
