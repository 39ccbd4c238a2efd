// Distinguished and other names of certificates, in the shape of Go's structures.
import type { Value } from "../value.ts";
import { builtinError } from "./builtin.ts";
import { type Der, objectId, parts, text } from "./der.ts";
import { addressText } from "./ip.ts";

/** Attributes that may repeat, by their object identifier. */
const LISTS: Readonly<Record<string, string>> = {
	"2.5.4.6": "Country",
	"2.5.4.10": "Organization",
	"2.5.4.11": "OrganizationalUnit",
	"2.5.4.7": "Locality",
	"2.5.4.8": "Province",
	"2.5.4.9": "StreetAddress",
	"2.5.4.17": "PostalCode",
};
const SINGLE: Readonly<Record<string, string>> = { "2.5.4.5": "SerialNumber", "2.5.4.3": "CommonName" };

export function distinguishedName(value: Der): Map<Value, Value> {
	const name = new Map<Value, Value>(Object.values(LISTS).map((key) => [key, null]));
	for (const key of Object.values(SINGLE)) name.set(key, "");
	const names: Value[] = [];
	for (const set of parts(value, "name")) {
		for (const attribute of parts(set, "name")) {
			const [type, content] = parts(attribute, "name");
			if (type === undefined || content === undefined) throw builtinError("x509: malformed name");
			const [id, shown] = [objectId(type), text(content)];
			names.push(
				new Map<Value, Value>([
					["Type", id],
					["Value", shown],
				]),
			);
			const list = LISTS[id.join(".")];
			const single = SINGLE[id.join(".")];
			if (list !== undefined) name.set(list, [...((name.get(list) as string[] | null) ?? []), shown]);
			if (single !== undefined) name.set(single, shown);
		}
	}
	return name.set("Names", names.length === 0 ? null : names).set("ExtraNames", null);
}

export type AlternativeNames = {
	readonly dns: readonly string[];
	readonly emails: readonly string[];
	readonly addresses: readonly Uint8Array[];
	readonly uris: readonly string[];
};

export function alternativeNames(value: Der): AlternativeNames {
	const all = parts(value, "subject alternative names");
	const tagged = (tag: number) => all.filter((name) => name.tag === tag);
	return {
		dns: tagged(0x82).map(text),
		emails: tagged(0x81).map(text),
		addresses: tagged(0x87).map(({ content }) => content),
		uris: tagged(0x86).map(text),
	};
}

export function ipText(bytes: Uint8Array): string {
	const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
	return addressText({ bits: bytes.length === 4 ? 32 : 128, value });
}

/** `null` for none: Go's empty slice. */
export function orNull<T extends Value>(items: readonly T[]): Value {
	return items.length === 0 ? null : items;
}

/** A URI in the shape of Go's `url.URL`. */
export function uriValue(uri: string): Value {
	const [, scheme = "", , authority, path = "", , query, , fragment = ""] =
		/^([A-Za-z][A-Za-z0-9+.-]*):(\/\/([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?$/.exec(uri) ?? [];
	const opaque = authority === undefined && !path.startsWith("/") ? path : "";
	const decoded = decodeURIComponent(path);
	const fields: [Value, Value][] = [
		["Scheme", scheme.toLowerCase()],
		["Opaque", opaque],
		["User", null],
		["Host", authority ?? ""],
		["Path", opaque === "" ? decoded : ""],
		["RawPath", encodeURI(decoded) === path ? "" : path],
		["OmitHost", false],
		["ForceQuery", query === ""],
		["RawQuery", query ?? ""],
		["Fragment", fragment],
		["RawFragment", ""],
	];
	return new Map(fields);
}
