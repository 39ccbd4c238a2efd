// The sequencer's side of its witnesses: pushes each checkpoint, keeps cosignatures, hears when one knows more than the log.
import { MAX_WITNESSES, WITNESS_TIMEOUT_MS } from "../../platform/limits.ts";
import { parseCount } from "../../platform/tlog/checkpoint.ts";
import { formatNote, formatSignature, openNote, parseNote, parseVkey, type VerifierKey } from "../../platform/tlog/note.ts";
import { proveConsistency, type ReadTile } from "../../platform/tlog/prove.ts";
import { formatAddCheckpoint, parseCosignatures, SIZE_TYPE } from "../../platform/tlog/witness.ts";

export type Witness = { readonly key: VerifierKey; readonly url: string };
export type Send = (url: string, body: string) => Promise<Response>;

/** `<vkey> <prefix>` a line; the prefix is what `/add-checkpoint` is put behind. Throws when a line is none. */
export async function readWitnesses(text: string): Promise<Witness[]> {
	const lines = text
		.split(/[\n;]/)
		.map((line) => line.trim())
		.filter((line) => line !== "");
	if (lines.length > MAX_WITNESSES) throw new TypeError(`EDICT_WITNESSES may have ${MAX_WITNESSES} lines`);
	return Promise.all(
		lines.map(async (line) => {
			const [vkey = "", url = "", ...more] = line.split(/\s+/);
			const key = await parseVkey(vkey);
			if (!key.ok || key.value.type !== 4 || !URL.canParse(url) || more.length > 0) {
				throw new TypeError("EDICT_WITNESSES must have lines of a witness's verifier key and its address");
			}
			return { key: key.value, url: url.replace(/\/$/, "") };
		}),
	);
}

/** A witness that redirects is not followed: what is sent is meant for the address that was set. */
export const sendByFetch: Send = (url, body) =>
	fetch(url, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(WITNESS_TIMEOUT_MS) });

const SCHEMA = `
CREATE TABLE IF NOT EXISTS witnessed (name TEXT PRIMARY KEY, size INTEGER NOT NULL, cosigned INTEGER NOT NULL, line TEXT NOT NULL) WITHOUT ROWID;
`;
type Row = { name: string; size: number; cosigned: number; line: string };

export function openWitnessed(sql: SqlStorage): void {
	sql.exec(SCHEMA);
}

/** The note with the cosignatures that are of its very size. */
export function withCosignatures(sql: SqlStorage, note: string, size: number): string {
	const lines = sql.exec<Row>("SELECT * FROM witnessed WHERE cosigned = ? AND line <> '' ORDER BY name", size).toArray();
	return note + lines.map(({ line }) => line).join("");
}

export type Head = { readonly note: string; readonly size: number };
/** `ahead`: the witness has cosigned a larger tree than the log knows of, or another of the same size: a second history. */
export type Pushed = "cosigned" | "unreachable" | "refused" | "ahead";

/** Asks one witness to cosign the head. Its answer is believed only as far as its signature holds. */
export async function pushTo(
	{ key, url }: Witness,
	head: Head,
	{ sql, read, send }: { readonly sql: SqlStorage; readonly read: ReadTile; readonly send: Send },
): Promise<Pushed> {
	const [known] = sql.exec<Row>("SELECT * FROM witnessed WHERE name = ?", key.name).toArray();
	if (known?.cosigned === head.size && known.line !== "") return "cosigned";
	let old = Math.min(known?.size ?? 0, head.size);
	for (let attempt = 0; attempt < 2; attempt++) {
		const proof = await proveConsistency(read, old, head.size);
		if (!proof.ok) return "unreachable";
		let answer: Response;
		let body: string;
		try {
			answer = await send(`${url}/add-checkpoint`, formatAddCheckpoint({ old, hashes: proof.value, checkpoint: head.note }));
			body = await answer.text();
		} catch {
			return "unreachable";
		}
		if (answer.status === 409 && answer.headers.get("content-type") === SIZE_TYPE) {
			const size = parseCount(body.trim());
			if (size === undefined) return "refused";
			// The same size again is no matter of size: its root is another.
			if (size > head.size || size === old) return "ahead";
			old = size;
			continue;
		}
		if (answer.status === 422) return "ahead";
		if (answer.status !== 200) return "refused";
		const line = await cosignatureOf(key, head.note, body);
		if (line === undefined) return "refused";
		sql.exec("INSERT OR REPLACE INTO witnessed VALUES (?, ?, ?, ?)", key.name, head.size, head.size, line);
		return "cosigned";
	}
	return "refused";
}

async function cosignatureOf(key: VerifierKey, checkpoint: string, body: string): Promise<string | undefined> {
	const note = parseNote(checkpoint);
	const signatures = parseCosignatures(body);
	if (!note.ok || !signatures.ok) return undefined;
	for (const signature of signatures.value.filter(({ name }) => name === key.name)) {
		const opened = await openNote(formatNote({ text: note.value.text, signatures: [signature] }), [key]);
		if (opened.ok) return formatSignature(signature);
	}
	return undefined;
}
