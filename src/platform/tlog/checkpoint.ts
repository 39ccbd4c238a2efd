// Checkpoints (C2SP tlog-checkpoint): the signed statement of a log's size and root.
import { toBase64 } from "../bytes.ts";
import { err, ok, type Result } from "../result.ts";
import { fromCanonicalBase64 } from "./base64.ts";
import { HASH_BYTES } from "./merkle.ts";
import { ED25519, openNote, type Verified, type VerifierKey } from "./note.ts";

export type Checkpoint = {
	/** Names the log for ever; also the name of its key. */
	readonly origin: string;
	readonly size: number;
	readonly root: Uint8Array;
	/** Lines that mean nothing here. This service writes none. */
	readonly extensions: readonly string[];
};

/** The text that is signed. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
	return `${[origin, String(size), toBase64(root), ...extensions].join("\n")}\n`;
}

export function parseCheckpoint(text: string): Result<Checkpoint, "checkpoint"> {
	if (!text.endsWith("\n")) return err("checkpoint");
	const [origin, size, encoded, ...extensions] = text.slice(0, -1).split("\n");
	const count = parseCount(size ?? "");
	const root = fromCanonicalBase64(encoded ?? "");
	if (!origin || count === undefined || root?.length !== HASH_BYTES || extensions.includes("")) return err("checkpoint");
	return ok({ origin, size: count, root, extensions });
}

/** A number as these formats write it: decimal, no leading zero; `undefined` also for what JavaScript cannot count to. */
export function parseCount(text: string): number | undefined {
	const count = Number(text);
	return /^(?:0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(count) ? count : undefined;
}

export type OpenedCheckpoint = Checkpoint & {
	readonly text: string;
	/** Witnesses among the trusted keys that cosigned it, each with its time. */
	readonly cosigned: readonly Verified[];
};

export type CheckpointFault = "note" | "no-trusted-signature" | "wrong-signature" | "checkpoint" | "origin" | "log-signature";

/** Opens a checkpoint of one log: signed by the log's key under its own origin, whoever else has signed. */
export async function openCheckpoint(
	note: string,
	log: VerifierKey,
	witnesses: readonly VerifierKey[] = [],
): Promise<Result<OpenedCheckpoint, CheckpointFault>> {
	const opened = await openNote(note, [log, ...witnesses]);
	if (!opened.ok) return opened;
	const { text, verified } = opened.value;
	const checkpoint = parseCheckpoint(text);
	if (!checkpoint.ok) return checkpoint;
	if (checkpoint.value.origin !== log.name) return err("origin");
	if (!verified.some(({ key }) => key === log)) return err("log-signature");
	return ok({ ...checkpoint.value, text, cosigned: verified.filter(({ key }) => key.type !== ED25519) });
}
