// A signing key in a file: a private JWK that only its owner may read, made once and never shown.
import { open, readFile } from "node:fs/promises";
import * as v from "valibot";
import { importSigningKey, newSigningJwk, type SigningKey } from "../platform/dsse.ts";
import { Refusal } from "./command.ts";

const Jwk = v.object({ kty: v.literal("OKP"), crv: v.literal("Ed25519"), x: v.string(), d: v.string() });

/** Makes a key and writes it; a file that is there is never overwritten. */
export async function writeNewKey(path: string): Promise<SigningKey> {
	const jwk = await newSigningJwk();
	const key = await importSigningKey(jwk);
	if (key === undefined) throw new Error("a new key is a key");
	const file = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
		throw new Refusal(
			error.code === "EEXIST" ? `${path} is there already; a key is never overwritten` : `${path} cannot be written`,
		);
	});
	try {
		await file.writeFile(`${JSON.stringify({ ...jwk, alg: "EdDSA", use: "sig", kid: key.keyid })}\n`);
		await file.sync();
	} finally {
		await file.close();
	}
	return key;
}

/** Reads a key; its words name the file, never what it holds. */
export async function readSigningKey(path: string): Promise<SigningKey> {
	const text = await readFile(path, "utf8").catch(() => {
		throw new Refusal(`${path} cannot be read`);
	});
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		json = undefined;
	}
	const jwk = v.safeParse(Jwk, json);
	const key = jwk.success ? await importSigningKey(jwk.output) : undefined;
	if (key === undefined)
		throw new Refusal(`${path} does not hold an Ed25519 private JWK; make one with: edict keys new --out FILE`);
	return key;
}
