// Brings the databases of a state folder up to date and makes the first keys; refuses a folder whose halves do not match.
import { join } from "node:path";
import { bootstrap } from "../../src/control/bootstrap.ts";
import { keyHash } from "../../src/platform/credential.ts";
import { applyMigrations } from "./migrate.ts";
import { type Credentials, credentialsPath, readCredentials, StartError, writeCredentials } from "./state.ts";

const ROOT = join(import.meta.dirname, "../..");

export async function migrateAll(control: D1Database, ledger: D1Database): Promise<string[]> {
	return [
		...(await applyMigrations(control, join(ROOT, "migrations/control"))),
		...(await applyMigrations(ledger, join(ROOT, "migrations/ledger"))),
	];
}

/** The credentials of the install; made when database and folder are both new. */
export async function install(control: D1Database, state: string, url: string): Promise<Credentials> {
	const kept = await readCredentials(state);
	const empty = (await control.prepare("SELECT 1 FROM keys LIMIT 1").first()) === null;
	if (kept === undefined) return firstStart(control, state, url, empty);
	const hash = await keyHash(kept.keys?.admin ?? "");
	const known = !empty && (await control.prepare("SELECT 1 FROM keys WHERE hash = ?").bind(hash).first()) !== null;
	if (!known) {
		throw new StartError(
			`The keys of ${credentialsPath(state)} are not those of the database beside it. ` +
				"Put the right file back, or remove the whole folder to start anew.",
		);
	}
	const current = { ...kept, url };
	if (kept.url !== url) await writeCredentials(state, current);
	return current;
}

async function firstStart(control: D1Database, state: string, url: string, empty: boolean): Promise<Credentials> {
	const made = empty ? await bootstrap(control, Date.now(), "test") : undefined;
	if (made === undefined || !made.created) {
		throw new StartError(
			`${credentialsPath(state)} is missing, but the database beside it has keys already, and they cannot be read back. ` +
				"Put the file back, or remove the whole folder to start anew.",
		);
	}
	const credentials = { url, keys: made.keys, operator_key: made.operatorKey };
	await writeCredentials(state, credentials);
	return credentials;
}
