// Path validation of a certificate chain, by the rules that Go's verifier applies.
import { constants, createVerify, verify } from "node:crypto";
import { parseAddress } from "./ip.ts";
import { publicKey, verifyOptions } from "./keys.ts";
import { type Certificate, signatureNumber } from "./x509-certificate.ts";
import type { AlternativeNames } from "./x509-name.ts";

export type VerifyOptions = {
	/** Milliseconds since 1970. */
	readonly time: number;
	/** Name or address of the host that the leaf must stand for; "" for any. */
	readonly host: string;
	/** Go's numbers of the purposes of which one must be allowed; 0 is any. */
	readonly purposes: readonly number[];
};

/** Beyond that, no real chain. */
const MAX_STEPS = 100;

/** From the leaf (the last certificate) over the ones between to the root (the first); `undefined` when there is no way. */
export function verifiedChain(certificates: readonly Certificate[], options: VerifyOptions): Certificate[] | undefined {
	const [root] = certificates;
	const leaf = certificates.at(-1);
	if (root === undefined || leaf === undefined || certificates.length < 2) return undefined;
	if (!timely(leaf, options.time) || leaf.known.unhandledCritical || !standsFor(leaf, options.host)) return undefined;
	const intermediates = certificates.slice(1, -1);
	let steps = 0;
	const extend = (chain: readonly Certificate[]): Certificate[] | undefined => {
		const last = chain.at(-1) as Certificate;
		for (const issuer of [root, ...intermediates]) {
			if (++steps > MAX_STEPS) return undefined;
			if (chain.some(({ raw }) => sameBytes(raw, issuer.raw)) || !issues(issuer, last, chain.length - 1, options.time)) continue;
			const longer = [...chain, issuer];
			const found =
				issuer === root ? (allows(longer, options.purposes) && namesAllowed(longer) ? longer : undefined) : extend(longer);
			if (found !== undefined) return found;
		}
		return undefined;
	};
	if (sameBytes(leaf.raw, root.raw)) return allows([leaf], options.purposes) ? [leaf] : undefined;
	return extend([leaf]);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function timely({ notBefore, notAfter }: Certificate, time: number): boolean {
	return time >= notBefore && time <= notAfter;
}

/** May this certificate have signed that one, with so many authorities between it and the leaf? */
function issues(issuer: Certificate, subject: Certificate, between: number, time: number): boolean {
	const { known } = issuer;
	if (!sameBytes(issuer.subject.whole, subject.issuer.whole) || !timely(issuer, time) || known.unhandledCritical) return false;
	if (issuer.version === 3 && !(known.basicConstraints && known.isAuthority)) return false;
	if (known.keyUsage !== undefined && (known.keyUsage & 0x20) === 0) return false;
	if (known.basicConstraints && known.maxPathLength >= 0 && between > known.maxPathLength) return false;
	return signedBy(subject, issuer);
}

const HASHES: Readonly<Record<number, string>> = {
	4: "sha256",
	5: "sha384",
	6: "sha512",
	10: "sha256",
	11: "sha384",
	12: "sha512",
};
const PSS_HASHES: Readonly<Record<number, string>> = { 13: "sha256", 14: "sha384", 15: "sha512" };

/** MD5 and SHA-1 are not trusted, as in Go. */
function signedBy({ signed, signature, signatureAlgorithm }: Certificate, issuer: Certificate): boolean {
	const number = signatureNumber(signatureAlgorithm);
	try {
		const key = publicKey(issuer.publicKeyInfo);
		if (number === 16) return verify(null, signed, key, signature);
		const pss = PSS_HASHES[number];
		if (pss !== undefined) {
			const use = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
			return createVerify(pss).update(signed).verify(verifyOptions(key, use), signature);
		}
		const hash = HASHES[number];
		return hash !== undefined && createVerify(hash).update(signed).verify(key, signature);
	} catch {
		return false;
	}
}

/** Every certificate of the chain must allow one of the purposes. */
function allows(chain: readonly Certificate[], purposes: readonly number[]): boolean {
	if (purposes.includes(0)) return true;
	return purposes.some((purpose) =>
		chain.every(
			({ known }) =>
				known.extendedKeyUsage === undefined || known.extendedKeyUsage.includes(0) || known.extendedKeyUsage.includes(purpose),
		),
	);
}

function standsFor({ known: { names } }: Certificate, host: string): boolean {
	if (host === "") return true;
	const address = parseAddress(host.replace(/^\[(.*)\]$/, "$1"));
	if (address !== undefined) return names.addresses.some((bytes) => addressOf(bytes) === address.value);
	const wanted = host.toLowerCase().replace(/\.$/, "");
	return names.dns.some((name) => matchesHost(name.toLowerCase(), wanted));
}

function addressOf(bytes: Uint8Array): bigint {
	return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** A star stands for the first label alone. */
function matchesHost(pattern: string, host: string): boolean {
	if (!pattern.startsWith("*.")) return pattern === host;
	const dot = host.indexOf(".");
	return dot > 0 && host.slice(dot) === pattern.slice(1);
}

/** The constraints of every authority, applied to the names of every certificate below it. */
function namesAllowed(chain: readonly Certificate[]): boolean {
	return chain.every((authority, index) => {
		const { constraints } = authority.known;
		if (constraints === undefined) return true;
		return chain.slice(0, index).every(({ known: { names } }) => {
			const { permitted, excluded } = constraints;
			return !anyWithin(names, excluded) && allWithin(names, permitted);
		});
	});
}

function anyWithin(names: AlternativeNames, bounds: AlternativeNames): boolean {
	return KINDS.some((kind) => kind.list(names).some((name) => kind.list(bounds).some((bound) => kind.within(name, bound))));
}

function allWithin(names: AlternativeNames, bounds: AlternativeNames): boolean {
	return KINDS.every((kind) => {
		const allowed = kind.list(bounds);
		return allowed.length === 0 || kind.list(names).every((name) => allowed.some((bound) => kind.within(name, bound)));
	});
}

type Kind = {
	readonly list: (names: AlternativeNames) => readonly string[];
	readonly within: (name: string, bound: string) => boolean;
};

function domainWithin(name: string, bound: string): boolean {
	const [inner, outer] = [name.toLowerCase().replace(/^\*\./, ""), bound.toLowerCase()];
	if (outer === "") return true;
	return outer.startsWith(".") ? inner.endsWith(outer) : inner === outer || inner.endsWith(`.${outer}`);
}

const KINDS: readonly Kind[] = [
	{ list: ({ dns }) => dns, within: domainWithin },
	{
		list: ({ emails }) => emails,
		within: (name, bound) =>
			bound.includes("@") ? name.toLowerCase() === bound.toLowerCase() : domainWithin(name.replace(/^.*@/, ""), bound),
	},
	{
		list: ({ uris }) => uris,
		within: (name, bound) => domainWithin(/^[^:]+:\/\/(?:[^@/]*@)?([^:/?#]*)/.exec(name)?.[1] ?? "", bound),
	},
	{ list: ({ addresses }) => addresses.map((bytes) => bytes.join(".")), within: addressWithin },
];

/** Bytes joined by points; the bound is an address and a mask of the same length. */
function addressWithin(name: string, bound: string): boolean {
	const [bytes, limits] = [name.split(".").map(Number), bound.split(".").map(Number)];
	if (limits.length !== bytes.length * 2) return false;
	return bytes.every((byte, index) => {
		const mask = limits[bytes.length + index] ?? 0;
		return (byte & mask) === ((limits[index] ?? 0) & mask);
	});
}
