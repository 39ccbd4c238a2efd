// Messages of the witness protocol (C2SP tlog-witness): what a log sends to `add-checkpoint`, and what a witness answers.
import { toBase64 } from "../bytes.ts";
import { err, ok, type Result } from "../result.ts";
import { parseCount } from "./checkpoint.ts";
import { verifyConsistency } from "./merkle.ts";
import { formatSignature, type NoteSignature, parseSignatureLine } from "./note.ts";
import { parseHashes } from "./proof.ts";

/** Content type of the 409 that tells the size a witness knows. */
export const SIZE_TYPE = "text/x.tlog.size";

export type AddCheckpoint = {
	/** Size that the witness last cosigned; 0: none. */
	readonly old: number;
	/** Consistency proof from the old size to the checkpoint's. */
	readonly hashes: readonly Uint8Array[];
	/** The signed note. */
	readonly checkpoint: string;
};

export function formatAddCheckpoint({ old, hashes, checkpoint }: AddCheckpoint): string {
	return `${[`old ${old}`, ...hashes.map(toBase64)].join("\n")}\n\n${checkpoint}`;
}

export function parseAddCheckpoint(body: string): Result<AddCheckpoint, "request"> {
	const split = body.indexOf("\n\n");
	if (split < 0) return err("request");
	const [first, ...lines] = body.slice(0, split).split("\n");
	const old = first?.startsWith("old ") ? parseCount(first.slice(4)) : undefined;
	const hashes = parseHashes(lines);
	if (old === undefined || hashes === undefined) return err("request");
	return ok({ old, hashes, checkpoint: body.slice(split + 2) });
}

/** Cosignatures of a witness's 200, one a line. */
export function formatCosignatures(signatures: readonly NoteSignature[]): string {
	return signatures.map(formatSignature).join("");
}

export function parseCosignatures(body: string): Result<NoteSignature[], "response"> {
	const lines = body.split("\n");
	if (lines.pop() !== "" || lines.length === 0) return err("response");
	const signatures = lines.map(parseSignatureLine).filter((signature) => signature !== undefined);
	return signatures.length === lines.length ? ok(signatures) : err("response");
}

export type TreeHead = { readonly size: number; readonly root: Uint8Array };

/**
 * What a witness makes of a new tree head, given the one it last cosigned (`undefined`: none): what to do, or the status to
 * answer. Whoever stores the new head does so in the same step as reading the old one.
 */
export function judgeAddCheckpoint(
	known: TreeHead | undefined,
	{ old, hashes }: Pick<AddCheckpoint, "old" | "hashes">,
	head: TreeHead,
): Result<"cosign", 400 | 409 | 422> {
	if (old > head.size) return err(400);
	if (old !== (known?.size ?? 0)) return err(409);
	if (known === undefined || old === 0) return hashes.length === 0 ? ok("cosign") : err(422);
	if (old === head.size && toBase64(known.root) !== toBase64(head.root)) return err(409);
	return verifyConsistency(old, head.size, known.root, head.root, hashes) ? ok("cosign") : err(422);
}
