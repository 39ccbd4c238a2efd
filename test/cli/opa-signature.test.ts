// Signatures for OPA agents: hashes that OPA itself gave for the same files, the form of the JWT, and what is not signed.
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/commands/policy-build.ts";
import { hashFiles, readOpaKey, signBundle } from "../../src/cli/policy/opa-signature.ts";
import type { ReleaseManifest } from "../../src/contract/bundle.ts";
import { fromBase64Url, utf8 } from "../../src/platform/bytes.ts";
import { digestOf } from "../../src/platform/digest.ts";
import { readTar, writeTar } from "../../src/policy/tar.ts";
import { bundleFiles, OPA_HASHES } from "./opa-bundle.ts";

let folder: string;
const keys = {
	RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
	ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
	weak: generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey,
	curve: generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey,
	edwards: generateKeyPairSync("ed25519").privateKey,
};

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "edict-opa-key-"));
	for (const [name, key] of Object.entries(keys)) {
		await writeFile(join(folder, `${name}.pem`), key.export({ type: "pkcs8", format: "pem" }));
	}
});
afterAll(() => rm(folder, { recursive: true }));

const tarball = () => new Uint8Array(gzipSync(writeTar(bundleFiles())));
const unpack = (bundle: Uint8Array) => readTar(new Uint8Array(gunzipSync(bundle)));

function signatureOf(bundle: Uint8Array) {
	const file = unpack(bundle).find(({ path }) => path === ".signatures.json");
	const { signatures } = JSON.parse(new TextDecoder().decode(file?.bytes)) as { signatures: string[] };
	const [header = "", payload = "", signature = ""] = signatures[0]?.split(".") ?? [];
	const read = (part: string) => JSON.parse(new TextDecoder().decode(fromBase64Url(part)));
	return { count: signatures.length, header: read(header), payload: read(payload), signed: `${header}.${payload}`, signature };
}

describe("hashFiles", () => {
	it("gives the hashes that `opa sign` gives, numbers as written, names sorted, strings as Go writes them", async () => {
		expect(Object.fromEntries((await hashFiles(bundleFiles())).map(({ name, hash }) => [name, hash]))).toEqual(OPA_HASHES);
	});

	it("refuses data that every reader would read otherwise", async () => {
		const bytes = new Uint8Array([0x22, 0xff, 0x22]);
		await expect(hashFiles([{ path: "data.json", bytes }])).rejects.toThrow();
		await expect(hashFiles([{ path: "a/data.yaml", bytes: utf8("a: 1") }])).rejects.toThrow(/YAML/);
		await expect(hashFiles([{ path: "data.json", bytes: utf8("{") }])).rejects.toThrow(/syntax/);
	});
});

describe("signBundle", () => {
	it.each(["RS256", "ES256"] as const)("signs every file with %s", async (algorithm) => {
		const key = await readOpaKey(join(folder, `${algorithm}.pem`), "publisher-1");
		const bundle = await signBundle(tarball(), key, "write");
		const { count, header, payload, signed, signature } = signatureOf(bundle);
		expect(count).toBe(1);
		expect(header).toEqual({ alg: algorithm, kid: "publisher-1", typ: "JWT" });
		expect(payload).toEqual({ files: await hashFiles(bundleFiles()), scope: "write" });
		const publicKey = createPublicKey(keys[algorithm]);
		const bytes = fromBase64Url(signature) ?? new Uint8Array();
		expect(verify("sha256", utf8(signed), { key: publicKey, dsaEncoding: "ieee-p1363" }, bytes)).toBe(true);
		expect(unpack(bundle).slice(1)).toEqual(bundleFiles());
	});

	it("gives the same bytes again with RS256, and replaces a signature that is there", async () => {
		const key = await readOpaKey(join(folder, "RS256.pem"), "publisher-1");
		const bundle = await signBundle(tarball(), key);
		expect(await signBundle(tarball(), key)).toEqual(bundle);
		expect(await signBundle(bundle, key)).toEqual(bundle);
		const other = await signBundle(bundle, await readOpaKey(join(folder, "ES256.pem"), "publisher-2"));
		expect(signatureOf(other)).toMatchObject({ count: 1, header: { kid: "publisher-2" } });
	});

	it.each(["weak", "curve", "edwards"])("takes no key that is %s", async (name) => {
		await expect(readOpaKey(join(folder, `${name}.pem`), "k")).rejects.toThrow(/RSA key of at least 2048 bits or a P-256 key/);
	});

	it("takes no key without a name", async () => {
		await expect(readOpaKey(join(folder, "RS256.pem"), "")).rejects.toThrow(/--opa-key-id/);
	});
});

describe("edict policy build --opa-key", () => {
	const said: string[] = [];
	const io = { out: (text: string) => said.push(text), err: (text: string) => said.push(text), stdin: process.stdin };

	it("puts the signature into the bundle that the manifest names, twice the same", async () => {
		const sources = join(folder, "sources");
		await mkdir(sources);
		await writeFile(join(sources, ".manifest"), JSON.stringify({ roots: ["http_api"], revision: "1.0.0" }));
		await writeFile(join(sources, "a.rego"), "package http_api\n\ndefault allow := false\n\nallow if input.ok\n");
		const bundles: Uint8Array[] = [];
		for (const out of ["one", "two"].map((name) => join(folder, name))) {
			const key = ["--opa-key", join(folder, "RS256.pem"), "--opa-key-id", "publisher-1"];
			expect(await run([sources, "--out", out, ...key], io), said.join("\n")).toBe(0);
			const bundle = new Uint8Array(await readFile(join(out, "agent.tar.gz")));
			const manifest = JSON.parse(await readFile(join(out, "manifest.json"), "utf8")) as ReleaseManifest;
			expect(manifest.renditions.agent.digest).toBe(await digestOf(bundle));
			expect(signatureOf(bundle).header).toMatchObject({ kid: "publisher-1" });
			bundles.push(bundle);
		}
		expect(bundles[0]).toEqual(bundles[1]);
	});

	it("asks for the key and its name together, and tells of a key that it cannot take", async () => {
		const build = (...more: string[]) => run([folder, "--out", join(folder, "never"), ...more], io);
		expect(await build("--opa-key", join(folder, "RS256.pem"))).toBe(2);
		expect(await build("--opa-key-id", "k")).toBe(2);
		expect(await build("--opa-key", join(folder, "weak.pem"), "--opa-key-id", "k")).toBe(1);
	});
});

describe("a tar archive", () => {
	it("is read as it was written, and not beyond where it is cut short", () => {
		const files = bundleFiles();
		const tar = writeTar(files);
		expect(readTar(tar)).toEqual(files);
		expect(readTar(tar.slice(0, 560))).toHaveLength(0);
		expect(readTar(new Uint8Array(3))).toEqual([]);
		expect(() => writeTar([{ path: "x".repeat(101), bytes: utf8("") }])).toThrow(RangeError);
	});
});
