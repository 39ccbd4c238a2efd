// What a string argument looks like, told without repeating it: shape, registrable domain, kind of path.
import type { ArgumentFact } from "../../contract/input.ts";
import { isPrivateHost, parseUrlLike, registrableDomain } from "../detect/exfiltration/host.ts";

/** Tokens of whole hosts, made before the facts are (tokens are asynchronous, facts are not). */
export type HostTokens = ReadonlyMap<string, string>;

type StringFacts = Pick<ArgumentFact, "shape" | "host" | "path_class">;

/** Longer strings are prose or data: their shape is told from the start. */
const SHAPE_SAMPLE = 2_048;

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;
const HOST = /^(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}\.?$/i;
const IP = /^(?:\d{1,3}\.){3}\d{1,3}$|^\[?[0-9a-f:]*:[0-9a-f:.]*:[0-9a-f:.]*\]?$/i;
/** The longest spelling of an address, in brackets; of more colons than that the pattern would take cubic time. */
const LONGEST_IP = 47;
const LONGEST_HOST = 254;
const isHost = (text: string) => text.length <= LONGEST_HOST && HOST.test(text);
const isIp = (text: string) => text.length <= LONGEST_IP && IP.test(text);
const IDENTIFIER = /^[A-Za-z0-9_:-]{1,128}$/;
const PATH = /^(?:\.{0,2}[\\/]|~[\\/]?|[A-Za-z]:[\\/]|\\\\)|(?:^|[\\/])\.\.(?:[\\/]|$)|^[\w .-]+(?:[\\/][\w .-]+)+$/;
const SQL =
	/\b(?:select\b.{1,400}\bfrom|insert\s+into|update\b.{1,200}\bset|delete\s+from|drop\s+(?:table|database|schema)|alter\s+table|union\s+(?:all\s+)?select|truncate\s+table)\b/is;
const SHELL =
	/(?:\$\(|`[^`\n]{1,400}`|&&|\|\||;\s*(?:rm|curl|wget|cat|nc|bash|sh|chmod|python)\b|\|\s*(?:sh|bash|sudo|nc)\b|\brm\s+-[a-z]*[rf]|>\s*\/)/i;
const HTML = /<\s*(?:script|img|iframe|svg|a|div|style|html|body|form|object|embed)\b/i;
const JSON_START = /^\s*[[{]/;
const CODE = /(?:\bfunction\s*\w*\s*\(|=>\s*[{(]|\bdef\s+\w+\s*\(|\bimport\s+[\w{*]|\bclass\s+\w+\s*[:{]|#include\s*<)/;

/** Host that a string names, when it is a URL, an address or a host: what host tokens are made for. */
export function hostOf(value: string): string | undefined {
	const url = parseUrlLike(value.slice(0, SHAPE_SAMPLE));
	if (url !== undefined) return url.host;
	if (EMAIL.test(value)) return value.slice(value.lastIndexOf("@") + 1).toLowerCase();
	return isHost(value) || isIp(value) ? value.toLowerCase() : undefined;
}

/** Without `tokens` (an unregistered tool) of a host only its kind is told, never its name. */
export function stringFacts(value: string, tokens: HostTokens | undefined): StringFacts {
	if (value === "") return { shape: "empty" };
	const sample = value.slice(0, SHAPE_SAMPLE);
	const shape = shapeOf(sample);
	const host = hostOf(value);
	return {
		shape,
		...(host === undefined ? {} : { host: hostFacts(host, tokens) }),
		...(shape === "path" || shape === "url" ? pathFacts(sample, shape) : {}),
	};
}

function shapeOf(sample: string): NonNullable<ArgumentFact["shape"]> {
	if (parseUrlLike(sample) !== undefined) return "url";
	if (EMAIL.test(sample)) return "email";
	if (isHost(sample) || isIp(sample)) return "host";
	if (SQL.test(sample)) return "sql";
	if (SHELL.test(sample)) return "shell";
	if (HTML.test(sample)) return "html";
	if (JSON_START.test(sample) && isJson(sample)) return "json";
	if (PATH.test(sample)) return "path";
	if (IDENTIFIER.test(sample)) return "identifier";
	return CODE.test(sample) ? "code" : "text";
}

function isJson(sample: string): boolean {
	try {
		JSON.parse(sample);
		return true;
	} catch {
		return false;
	}
}

function hostFacts(host: string, tokens: HostTokens | undefined): NonNullable<ArgumentFact["host"]> {
	const domain = tokens === undefined ? undefined : registrableDomain(host);
	const token = tokens?.get(host);
	return {
		...(domain === undefined ? {} : { domain }),
		...(token === undefined ? {} : { token }),
		literal: isIp(host),
		private: isPrivateHost(host),
	};
}

const SYSTEM_PATH =
	/^(?:[A-Za-z]:)?[\\/]+(?:etc|proc|sys|boot|root|var|usr|bin|sbin|lib|private|system|windows|winnt|program files)(?:[\\/]|$)/i;
const DEVICE_PATH = /^[\\/]+dev[\\/]|^(?:con|nul|prn|aux|com\d|lpt\d)(?:\.|$)/i;

function pathFacts(sample: string, shape: "path" | "url"): Pick<ArgumentFact, "path_class"> {
	let path = sample;
	if (shape === "url") {
		if (!/^file:/i.test(sample)) return {};
		path = sample.replace(/^file:\/\/[^/]*/i, "");
	}
	try {
		path = decodeURIComponent(path);
	} catch {
		// Not percent-encoded: read as it stands.
	}
	if (/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path)) return { path_class: "traversal" };
	if (/^\\\\/.test(path)) return { path_class: "unc" };
	if (/^~/.test(path)) return { path_class: "home" };
	if (DEVICE_PATH.test(path)) return { path_class: "device" };
	if (SYSTEM_PATH.test(path)) return { path_class: "system" };
	return { path_class: /^(?:[A-Za-z]:)?[\\/]/.test(path) ? "absolute" : "relative" };
}
