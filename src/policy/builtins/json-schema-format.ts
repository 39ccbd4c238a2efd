// Formats of JSON Schema as OPA checks them; a format that nobody knows is no constraint.
import { parseAddress } from "./ip.ts";
import { compileRegex } from "./regex.ts";
import { parseUrl } from "./url.ts";

type Check = (text: string) => boolean;

const HOSTNAME =
	/^(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]))*$/;
const TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?";
const ZONE = "(?:Z|[+-][0-9]{2}:[0-9]{2})";

function isDate(text: string): boolean {
	if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function succeeds(run: () => unknown): boolean {
	try {
		run();
		return true;
	} catch {
		return false;
	}
}

function isReference(text: string): boolean {
	return !text.includes("\\") && succeeds(() => parseUrl(text));
}

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
	["date", isDate],
	["time", (text) => new RegExp(`^${TIME}${ZONE}?$`).test(text)],
	["date-time", (text) => isDate(text.slice(0, 10)) && new RegExp(`^[Tt ]${TIME}${ZONE}$`, "i").test(text.slice(10))],
	["hostname", (text) => text.length < 256 && HOSTNAME.test(text)],
	["email", (text) => /^[^\s@<>]+@[^\s@<>]+$/.test(text)],
	["idn-email", (text) => /^[^\s@<>]+@[^\s@<>]+$/.test(text)],
	["ipv4", (text) => text.includes(".") && !text.includes(":") && parseAddress(text) !== undefined],
	["ipv6", (text) => text.includes(":") && parseAddress(text) !== undefined],
	["uri", (text) => isReference(text) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)],
	["iri", (text) => isReference(text) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)],
	["uri-reference", isReference],
	["iri-reference", isReference],
	["uri-template", (text) => /^(?:[^{}]|\{[^{}]+\})*$/.test(text) && isReference(text.replace(/\{[^{}]+\}/g, ""))],
	["uuid", (text) => /^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$/i.test(text)],
	["regex", (text) => text === "" || succeeds(() => compileRegex(text))],
	["json-pointer", (text) => /^(?:\/(?:[^~/]|~0|~1)*)*$/.test(text)],
	["relative-json-pointer", (text) => /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/.test(text)],
]);

export function matchesFormat(format: string, text: string): boolean {
	return CHECKS.get(format)?.(text) ?? true;
}
