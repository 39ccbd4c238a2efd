// The extensions of RFC 5280 that Go knows, as fields of its structure and as facts for verification.
import type { Value } from "../value.ts";
import { bitString, children, type Der, integer, objectId, parts, readDer, text } from "./der.ts";
import type { Extension } from "./x509-certificate.ts";
import { type AlternativeNames, alternativeNames, ipText, orNull } from "./x509-name.ts";

export type Constraints = { readonly permitted: AlternativeNames; readonly excluded: AlternativeNames };

export type Extensions = {
	readonly fields: Readonly<Record<string, Value>>;
	readonly names: AlternativeNames;
	/** `undefined` without the extension. */
	readonly keyUsage: number | undefined;
	/** Go's numbers; `undefined` without the extension. */
	readonly extendedKeyUsage: readonly number[] | undefined;
	readonly isAuthority: boolean;
	readonly basicConstraints: boolean;
	/** -1: unbounded. */
	readonly maxPathLength: number;
	readonly constraints: Constraints | undefined;
	readonly unhandledCritical: boolean;
};

const NO_NAMES: AlternativeNames = { dns: [], emails: [], addresses: [], uris: [] };

/** Purposes of a key in the order of Go's numbers. */
const PURPOSES = [
	...["2.5.29.37.0", "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.5"],
	...["1.3.6.1.5.5.7.3.6", "1.3.6.1.5.5.7.3.7", "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9", "1.3.6.1.4.1.311.10.3.3"],
	...["2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.2.1.22", "1.3.6.1.4.1.311.61.1.1"],
];

const HANDLED = new Set(["2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.30", "2.5.29.37", "2.5.29.54", "2.5.29.36", "2.5.29.33"]);

export function readExtensions(extensions: readonly Extension[]): Extensions {
	const find = (id: string): Der | undefined => {
		const found = extensions.find((extension) => extension.id.join(".") === id);
		return found === undefined ? undefined : readDer(found.value)?.value;
	};
	const basic = find("2.5.29.19");
	const [authority, length] = basicConstraints(basic);
	const usage = find("2.5.29.15");
	const keyUsage = usage === undefined ? undefined : reversedBits(bitString(usage));
	const purposes = find("2.5.29.37");
	const ids = purposes === undefined ? undefined : parts(purposes, "extended key usages").map(objectId);
	const known = ids?.map((id) => PURPOSES.indexOf(id.join("."))) ?? [];
	const constrained = find("2.5.29.30");
	const constraints = constrained === undefined ? undefined : nameConstraints(constrained);
	const unhandled = extensions.filter(({ id, critical }) => critical && !HANDLED.has(id.join(".")));
	const alternatives = find("2.5.29.17");
	return {
		names: alternatives === undefined ? NO_NAMES : alternativeNames(alternatives),
		keyUsage,
		extendedKeyUsage: ids === undefined ? undefined : known,
		isAuthority: authority,
		basicConstraints: basic !== undefined,
		maxPathLength: basic === undefined ? -1 : length,
		constraints,
		unhandledCritical: unhandled.length > 0,
		fields: {
			KeyUsage: keyUsage ?? 0,
			ExtKeyUsage: orNull(known.filter((index) => index >= 0)),
			UnknownExtKeyUsage: orNull((ids ?? []).filter((_, index) => (known[index] ?? 0) < 0)),
			BasicConstraintsValid: basic !== undefined,
			IsCA: authority,
			MaxPathLen: basic === undefined ? 0 : length,
			MaxPathLenZero: basic !== undefined && length === 0,
			UnhandledCriticalExtensions: orNull(unhandled.map(({ id }) => id)),
			...identifiers(find),
			...locations(find),
			...constraintFields(constraints, extensions),
			...policies(find),
		},
	};
}

type Find = (id: string) => Der | undefined;

function basicConstraints(value: Der | undefined): [authority: boolean, length: number] {
	if (value === undefined) return [false, -1];
	const [first, second] = parts(value, "basic constraints");
	const authority = first?.tag === 0x01 && first.content[0] !== 0;
	const length = first?.tag === 0x01 ? second : first;
	return [authority, length === undefined ? -1 : Number(integer(length))];
}

/** The first bit is the lowest of Go's number. */
function reversedBits(bytes: Uint8Array): number {
	let value = 0;
	for (let bit = 0; bit < 9; bit++) if ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) value |= 1 << bit;
	return value;
}

function base64(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes));
}

function identifiers(find: Find): Record<string, Value> {
	const own = find("2.5.29.14");
	const issuer = find("2.5.29.35");
	const key = issuer === undefined ? undefined : parts(issuer, "authority key identifier").find(({ tag }) => tag === 0x80);
	return {
		SubjectKeyId: own === undefined ? null : base64(own.content),
		AuthorityKeyId: key === undefined ? null : base64(key.content),
	};
}

function locations(find: Find): Record<string, Value> {
	const access = find("1.3.6.1.5.5.7.1.1");
	const descriptions =
		access === undefined ? [] : parts(access, "authority information access").map((item) => parts(item, "description"));
	const at = (id: string) =>
		descriptions.flatMap(([method, place]) =>
			method && place?.tag === 0x86 && objectId(method).join(".") === id ? [text(place)] : [],
		);
	const points = find("2.5.29.31");
	const lists = points === undefined ? [] : parts(points, "CRL distribution points").flatMap(distributionPoint);
	return {
		OCSPServer: orNull(at("1.3.6.1.5.5.7.48.1")),
		IssuingCertificateURL: orNull(at("1.3.6.1.5.5.7.48.2")),
		CRLDistributionPoints: orNull(lists),
	};
}

function distributionPoint(value: Der): string[] {
	const name = parts(value, "CRL distribution point").find(({ tag }) => tag === 0xa0);
	const full = name === undefined ? undefined : parts(name, "CRL distribution point").find(({ tag }) => tag === 0xa0);
	return full === undefined
		? []
		: parts(full, "CRL distribution point")
				.filter(({ tag }) => tag === 0x86)
				.map(text);
}

function nameConstraints(value: Der): Constraints {
	const subtrees = (tag: number): AlternativeNames => {
		const found = parts(value, "name constraints").find((item) => item.tag === tag);
		const bases =
			found === undefined ? [] : parts(found, "name constraints").flatMap((item) => parts(item, "name constraints").slice(0, 1));
		const tagged = (wanted: number) => bases.filter((base) => base.tag === wanted);
		return {
			dns: tagged(0x82).map(text),
			emails: tagged(0x81).map(text),
			addresses: tagged(0x87).map(({ content }) => content),
			uris: tagged(0x86).map(text),
		};
	};
	return { permitted: subtrees(0xa0), excluded: subtrees(0xa1) };
}

function constraintFields(constraints: Constraints | undefined, extensions: readonly Extension[]): Record<string, Value> {
	const critical = extensions.some(({ id, critical }) => critical && id.join(".") === "2.5.29.30");
	const { permitted, excluded } = constraints ?? { permitted: NO_NAMES, excluded: NO_NAMES };
	const range = (bytes: Uint8Array): Value =>
		new Map<Value, Value>([
			["IP", ipText(bytes.subarray(0, bytes.length / 2))],
			["Mask", base64(bytes.subarray(bytes.length / 2))],
		]);
	return {
		PermittedDNSDomainsCritical: critical,
		PermittedDNSDomains: orNull(permitted.dns),
		ExcludedDNSDomains: orNull(excluded.dns),
		PermittedIPRanges: orNull(permitted.addresses.map(range)),
		ExcludedIPRanges: orNull(excluded.addresses.map(range)),
		PermittedEmailAddresses: orNull(permitted.emails),
		ExcludedEmailAddresses: orNull(excluded.emails),
		PermittedURIDomains: orNull(permitted.uris),
		ExcludedURIDomains: orNull(excluded.uris),
	};
}

function policies(find: Find): Record<string, Value> {
	const listed = find("2.5.29.32");
	const ids =
		listed === undefined
			? []
			: parts(listed, "certificate policies").flatMap((policy) => (children(policy) ?? []).slice(0, 1).map(objectId));
	const skip = find("2.5.29.54");
	const limits = find("2.5.29.36");
	const limit = (tag: number) => {
		const found = limits === undefined ? undefined : parts(limits, "policy constraints").find((item) => item.tag === tag);
		return found === undefined ? undefined : Number(integer(found));
	};
	const [any, explicit, mapping] = [skip === undefined ? undefined : Number(integer(skip)), limit(0x80), limit(0x81)];
	return {
		PolicyIdentifiers: orNull(ids),
		Policies: orNull(ids.map((id) => id.join("."))),
		PolicyMappings: null,
		InhibitAnyPolicy: any ?? 0,
		InhibitAnyPolicyZero: any === 0,
		InhibitPolicyMapping: mapping ?? 0,
		InhibitPolicyMappingZero: mapping === 0,
		RequireExplicitPolicy: explicit ?? 0,
		RequireExplicitPolicyZero: explicit === 0,
	};
}
