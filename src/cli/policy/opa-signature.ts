// Signs a bundle for OPA agents as `opa sign` does: a JWT over the hash of every file, in `.signatures.json` of the bundle.
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Bytes, toBase64Url, toHex, utf8 } from "../../platform/bytes.ts";
import { sha256 } from "../../platform/digest.ts";
import { literalJson } from "../../platform/literal-json.ts";
import { readTar, type TarFile, writeTar } from "../../policy/tar.ts";

export const OPA_ALGORITHMS = ["RS256", "ES256"] as const;
export type OpaAlgorithm = (typeof OPA_ALGORITHMS)[number];

export type OpaKey = {
	/** What agents' configuration calls the key. */
	readonly kid: string;
	readonly algorithm: OpaAlgorithm;
	readonly key: KeyObject;
};

/** A file as OPA's signatures name it. */
export type HashedFile = { readonly name: string; readonly hash: string; readonly algorithm: "SHA-256" };

const SIGNATURES = ".signatures.json";

/**
 * Reads a private key in PEM: RSA of at least 2048 bits signs RS256, P-256 signs ES256. The same sources signed again give the
 * same bytes with RS256 alone: an ECDSA signature holds chance. Throws on any other key, and without a `kid`.
 */
export async function readOpaKey(path: string, kid: string): Promise<OpaKey> {
	if (!/^[A-Za-z0-9._:-]{1,64}$/.test(kid)) throw new Error("name the key as agents do: --opa-key-id (letters, digits, . _ : -)");
	const key = createPrivateKey(await readFile(path));
	const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
	if (key.asymmetricKeyType === "rsa" && modulusLength >= 2048) return { kid, algorithm: "RS256", key };
	if (key.asymmetricKeyType === "ec" && namedCurve === "prime256v1") return { kid, algorithm: "ES256", key };
	throw new Error(
		`${path} must hold an RSA key of at least 2048 bits or a P-256 key: OPA verifies RS256 and ES256 of what signs here`,
	);
}

/** The same bundle with its signature; one that is there already is replaced. */
export async function signBundle(tarball: Bytes, key: OpaKey, scope?: string): Promise<Bytes> {
	const files = readTar(new Uint8Array(gunzipSync(tarball))).filter((file) => !isNamed(file.path, [SIGNATURES]));
	const payload = { files: await hashFiles(files), ...(scope === undefined ? {} : { scope }) };
	const signed = [{ alg: key.algorithm, kid: key.kid, typ: "JWT" }, payload]
		.map((part) => toBase64Url(utf8(JSON.stringify(part))))
		.join(".");
	const signature = sign("sha256", utf8(signed), { key: key.key, dsaEncoding: "ieee-p1363" });
	const text = JSON.stringify({ signatures: [`${signed}.${toBase64Url(signature)}`] });
	const packed = gzipSync(writeTar([{ path: SIGNATURES, bytes: utf8(text) }, ...files]), { level: 9 });
	// The operating system's number is the one byte of the header that tells machines apart.
	packed[9] = 255;
	return new Uint8Array(packed);
}

/** Hashes as OPA makes them: of structured files over their sorted JSON with numbers as written, of others over their bytes. */
export function hashFiles(files: readonly TarFile[]): Promise<HashedFile[]> {
	return Promise.all(
		files.map(async ({ path, bytes }) => {
			const hashed = isNamed(path, ["data.json", ".manifest"]) ? structured(path, bytes) : bytes;
			return { name: path, hash: toHex(await sha256(hashed)), algorithm: "SHA-256" as const };
		}),
	);
}

function structured(path: string, bytes: Bytes): Bytes {
	// Bytes that are not UTF-8 are another text to each reader, so nobody's signature should cover them.
	const canonical = literalJson(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
	if (!canonical.ok) throw new Error(`${path}: not JSON that can be signed (${canonical.error})`);
	return utf8(canonical.value);
}

function isNamed(path: string, names: readonly string[]): boolean {
	if (/(?:^|\/)data\.ya?ml$/.test(path))
		throw new Error(`${path}: YAML data is signed as the JSON that \`edict policy build\` makes of it`);
	return names.includes(path.slice(path.lastIndexOf("/") + 1));
}
