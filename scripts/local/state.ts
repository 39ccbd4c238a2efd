// The files of a local install's state folder: the keys of callers and the service's own secrets.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Role } from "../../src/contract/names.ts";

export type Keys = Readonly<Record<Role, string>>;
export type Credentials = {
	readonly url: string;
	/** Keys of the tenant `local`, one a role. */
	readonly keys: Keys;
	/** Admin key of the operator's tenant, which may create tenants. */
	readonly operator_key: string;
};
export type Secrets = { readonly EDICT_RECEIPT_KEY: string; readonly EDICT_LOG_KEY: string; readonly EDICT_TOKEN_KEY: string };

const CREDENTIALS = "credentials.json";
const SECRETS = "secrets.json";

/** A start that cannot go on, with what to do about it. */
export class StartError extends Error {
	override readonly name = "StartError";
}

export function credentialsPath(state: string): string {
	return join(state, CREDENTIALS);
}

export function readCredentials(state: string): Promise<Credentials | undefined> {
	return readJson<Credentials>(join(state, CREDENTIALS));
}

export function writeCredentials(state: string, credentials: Credentials): Promise<void> {
	return writePrivate(join(state, CREDENTIALS), credentials);
}

/** The secrets kept in the folder; made when there are none yet. */
export async function ensureSecrets(state: string): Promise<Secrets> {
	await mkdir(state, { recursive: true, mode: 0o700 });
	const kept = await readJson<Secrets>(join(state, SECRETS));
	if (kept?.EDICT_LOG_KEY !== undefined) return kept;
	if (kept !== undefined) {
		// A folder from before there was a log.
		const added: Secrets = { ...(kept as Secrets), EDICT_LOG_KEY: JSON.stringify(await newSigningKey("log")) };
		await writePrivate(join(state, SECRETS), added);
		return added;
	}
	if ((await readCredentials(state)) !== undefined) {
		throw new StartError(
			`${join(state, SECRETS)} is missing, but ${CREDENTIALS} is there: without the secrets, receipts and tokens made so far ` +
				"cannot be checked. Put the file back, or remove the whole folder to start anew.",
		);
	}
	const made = await makeSecrets();
	await writePrivate(join(state, SECRETS), made);
	return made;
}

async function makeSecrets(): Promise<Secrets> {
	return {
		EDICT_RECEIPT_KEY: JSON.stringify(await newSigningKey("local")),
		EDICT_LOG_KEY: JSON.stringify(await newSigningKey("log")),
		EDICT_TOKEN_KEY: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url"),
	};
}

/** An Ed25519 private JWK whose `kid` begins with the name. */
async function newSigningKey(name: string): Promise<JsonWebKey & { kid: string }> {
	const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
	const { kty, crv, x, d } = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as JsonWebKey;
	const kid = `${name}-${Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString("hex")}`;
	return { kty, crv, x, d, kid } as JsonWebKey & { kid: string };
}

async function readJson<T>(path: string): Promise<T | undefined> {
	let text: string;
	try {
		text = await readFile(path, "utf8");
	} catch {
		return undefined;
	}
	try {
		return JSON.parse(text) as T;
	} catch {
		throw new StartError(`${path} is not JSON any more. Put the file back, or remove the whole folder to start anew.`);
	}
}

/** Only the owner may read it; a crash leaves the old file or the new one. */
async function writePrivate(path: string, value: unknown): Promise<void> {
	const draft = `${path}.${process.pid}`;
	await writeFile(draft, `${JSON.stringify(value, null, "\t")}\n`, { mode: 0o600 });
	await rename(draft, path);
}
