// Offline proofs (C2SP tlog-proof): index, inclusion proof and checkpoint in one text; made, read and checked.
import { type Bytes, toBase64 } from "../bytes.ts";
import { err, ok, type Result } from "../result.ts";
import { fromCanonicalBase64 } from "./base64.ts";
import { type CheckpointFault, type OpenedCheckpoint, openCheckpoint, parseCount } from "./checkpoint.ts";
import { HASH_BYTES, hashLeaf, verifyInclusion } from "./merkle.ts";
import type { VerifierKey } from "./note.ts";

const HEADER = "c2sp.org/tlog-proof@v1";
/** Trees of more than 2^63 leaves are not counted to. */
const MAX_HASHES = 63;

export type LogProof = {
	/** Whatever the application adds; nothing vouches for it. */
	readonly extra?: Bytes;
	readonly index: number;
	readonly hashes: readonly Uint8Array[];
	/** The signed note, byte for byte. */
	readonly checkpoint: string;
};

export function formatProof({ extra, index, hashes, checkpoint }: LogProof): string {
	const head = extra === undefined ? [HEADER] : [HEADER, `extra ${toBase64(extra)}`];
	return `${[...head, `index ${index}`, ...hashes.map(toBase64)].join("\n")}\n\n${checkpoint}`;
}

/** Reads a proof; nothing is checked but its form. */
export function parseProof(text: string): Result<LogProof, "proof"> {
	const split = text.indexOf("\n\n");
	if (split < 0) return err("proof");
	const lines = text.slice(0, split).split("\n");
	if (lines.shift() !== HEADER) return err("proof");
	const extra = lines[0]?.startsWith("extra ") ? fromCanonicalBase64((lines.shift() as string).slice(6)) : null;
	const [, count] = /^index (\d+)$/.exec(lines.shift() ?? "") ?? [];
	const index = parseCount(count ?? "");
	const hashes = parseHashes(lines);
	if (extra === undefined || index === undefined || hashes === undefined) return err("proof");
	return ok({ ...(extra === null ? {} : { extra }), index, hashes, checkpoint: text.slice(split + 2) });
}

/** Hashes of a proof, one a line; `undefined` when a line is none or there are too many. */
export function parseHashes(lines: readonly string[]): Bytes[] | undefined {
	const hashes = lines.map(fromCanonicalBase64).filter((hash) => hash?.length === HASH_BYTES);
	return hashes.length === lines.length && lines.length <= MAX_HASHES ? (hashes as Bytes[]) : undefined;
}

export type Proven = { readonly index: number; readonly checkpoint: OpenedCheckpoint };

/** Checks that the entry is in the log whose key is trusted. Needs nothing but its arguments: no network, no clock. */
export async function verifyProof(
	text: string,
	entry: Uint8Array,
	log: VerifierKey,
	witnesses: readonly VerifierKey[] = [],
): Promise<Result<Proven, CheckpointFault | "proof" | "inclusion">> {
	const proof = parseProof(text);
	if (!proof.ok) return proof;
	const { index, hashes, checkpoint: note } = proof.value;
	const checkpoint = await openCheckpoint(note, log, witnesses);
	if (!checkpoint.ok) return checkpoint;
	const { size, root } = checkpoint.value;
	if (!verifyInclusion(index, size, hashLeaf(entry), hashes, root)) return err("inclusion");
	return ok({ index, checkpoint: checkpoint.value });
}
