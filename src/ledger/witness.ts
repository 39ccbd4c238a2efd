// Edict as a witness (C2SP tlog-witness): the newest head it cosigned of each log, checked and stored in one step.
import { DurableObject } from "cloudflare:workers";
import { openCheckpoint, parseCheckpoint } from "../platform/tlog/checkpoint.ts";
import { importLogKey } from "../platform/tlog/log-key.ts";
import { COSIGNATURE_V1, cosignText, parseNote, parseVkey, type VerifierKey, verifierKey } from "../platform/tlog/note.ts";
import {
	type AddCheckpoint,
	formatCosignatures,
	judgeAddCheckpoint,
	parseAddCheckpoint,
	SIZE_TYPE,
} from "../platform/tlog/witness.ts";

export type Answer = { readonly status: number; readonly text: string; readonly type: string };
/** Answers the body of an `add-checkpoint`. */
export type Cosign = (body: string) => Promise<Answer>;

const TEXT = "text/plain; charset=utf-8";
const told = (status: number, text = ""): Answer => ({ status, text, type: TEXT });

export type WitnessHead = { readonly size: number; readonly root: Uint8Array };
export type Judged = { readonly ok: true } | { readonly ok: false; readonly status: 400 | 409 | 422; readonly known: number };

/** One object a log, by the log's origin. */
export class WitnessedLog extends DurableObject {
	constructor(context: DurableObjectState, env: object) {
		super(context, env as never);
		context.storage.sql.exec(
			"CREATE TABLE IF NOT EXISTS head (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, root BLOB NOT NULL)",
		);
	}

	/** Takes the head in, if it goes on from the one before; what is answered is durable. */
	async advance(asked: Pick<AddCheckpoint, "old" | "hashes">, head: WitnessHead): Promise<Judged> {
		const { sql } = this.ctx.storage;
		const judged = this.ctx.storage.transactionSync((): Judged => {
			const [row] = sql.exec<{ size: number; root: ArrayBuffer }>("SELECT size, root FROM head").toArray();
			const known = row && { size: row.size, root: new Uint8Array(row.root) };
			const found = judgeAddCheckpoint(known, asked, head);
			if (!found.ok) return { ok: false, status: found.error, known: known?.size ?? 0 };
			sql.exec("INSERT OR REPLACE INTO head (one, size, root) VALUES (1, ?, ?)", head.size, new Uint8Array(head.root));
			return { ok: true };
		});
		// INVARIANT 19: a head is durable as the newest before anything says that it was cosigned.
		await this.ctx.storage.sync();
		return judged;
	}
}

export type WitnessSettings = {
	/** Ed25519 private JWK of this purpose alone. */
	readonly key: string;
	readonly name: string;
	/** Verifier keys of the logs whose checkpoints are cosigned. */
	readonly logs: readonly string[];
};

export type WitnessKey = { readonly key: VerifierKey; readonly cosign: Cosign };

/** Throws when a setting is wrong: the Worker must not serve then. */
export async function openWitness(
	{ key: json, name, logs }: WitnessSettings,
	namespace: DurableObjectNamespace<WitnessedLog>,
	now: () => number,
): Promise<WitnessKey> {
	const signer = await importLogKey(json);
	const key = await verifierKey(name, COSIGNATURE_V1, (await signer.under(name)).publicKey);
	const known = new Map<string, VerifierKey>();
	for (const vkey of logs) {
		const parsed = await parseVkey(vkey);
		if (!parsed.ok) throw new TypeError("EDICT_WITNESS_LOGS must be verifier keys with white space between them");
		known.set(parsed.value.name, parsed.value);
	}
	const cosign: Cosign = async (body) => {
		const asked = parseAddCheckpoint(body);
		if (!asked.ok) return told(400);
		const note = parseNote(asked.value.checkpoint);
		const unsigned = note.ok ? parseCheckpoint(note.value.text) : note;
		if (!unsigned.ok) return told(400);
		const log = known.get(unsigned.value.origin);
		if (log === undefined) return told(404);
		const opened = await openCheckpoint(asked.value.checkpoint, log);
		if (!opened.ok) return told(403);
		const { size, root, text } = opened.value;
		const { old, hashes } = asked.value;
		const object = namespace.get(namespace.idFromName(log.name)) as unknown as WitnessedLog;
		const judged = await object.advance({ old, hashes }, { size, root });
		if (!judged.ok) {
			return judged.status === 409 ? { status: 409, text: `${judged.known}\n`, type: SIZE_TYPE } : told(judged.status);
		}
		return told(200, formatCosignatures([await cosignText(key, signer.sign, text, Math.floor(now() / 1000))]));
	};
	return { key, cosign };
}
