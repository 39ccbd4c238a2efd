// What an auditor keeps between visits: the checkpoint that was found good, and how far the work is.
import { readFile, rename, writeFile } from "node:fs/promises";
import * as v from "valibot";
import { fromBase64, toBase64 } from "../../platform/bytes.ts";
import { type Edge, EMPTY_EDGE } from "../../platform/tlog/grow.ts";
import { Refusal } from "../command.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Progress = v.strictObject({
	/** Entries that were looked at, and the right edge of the tree over them. */
	at: Count,
	levels: v.array(v.string()),
	chain: v.optional(v.strictObject({ seq: Count, hash: v.string(), at: Count })),
	/** Index of each event's leaf, by epoch; and what was activated. */
	indices: v.array(v.nullable(Count)),
	activations: v.array(v.strictObject({ epoch: Count, digest: v.string() })),
	versions: v.array(v.string()),
});
const State = v.strictObject({
	v: v.literal(1),
	vkey: v.string(),
	/** The last checkpoint under which everything held. */
	size: Count,
	root: v.string(),
	progress: Progress,
});
export type AuditState = v.InferOutput<typeof State>;

/** `undefined`: the first visit. */
export async function readState(path: string): Promise<AuditState | undefined> {
	const text = await readFile(path, "utf8").catch(() => undefined);
	if (text === undefined) return undefined;
	try {
		return v.parse(State, JSON.parse(text));
	} catch {
		throw new Refusal(`${path} is not what a visit leaves; name another file with --state`);
	}
}

/** A crash leaves the old file or the new one. */
export async function writeState(path: string, state: AuditState): Promise<void> {
	const draft = `${path}.${process.pid}`;
	await writeFile(draft, `${JSON.stringify(state)}\n`, { mode: 0o600 });
	await rename(draft, path);
}

export function edgeOf({ at, levels }: AuditState["progress"]): Edge {
	return at === 0 ? EMPTY_EDGE : { size: at, levels: levels.map((level) => fromBase64(level) ?? new Uint8Array()) };
}

export const levelsOf = (edge: Edge) => edge.levels.map(toBase64);
