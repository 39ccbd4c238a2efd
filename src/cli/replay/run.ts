// Runs chunks through the pool in order, adds up what comes of them, tells how far it is, and can go on where it stopped.
import { readFile, rename, writeFile } from "node:fs/promises";
import { addCounts, emptyCounts } from "../../eval/replay/impact.ts";
import { addSummary, emptySummary } from "../../eval/replay/replay.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { Refusal } from "../command.ts";
import type { Pool } from "./pool.ts";
import type { Done } from "./protocol.ts";
import type { Portion } from "./records.ts";

/** Everything so far; lists are cut at `MAX_LISTED` and `unlisted` counts the rest. */
export type Total = { -readonly [name in keyof Done]: Done[name] } & { unlisted: number };

/** Decisions that a report lists: more is no list for people, and the counts have all. */
const MAX_LISTED = 10_000;
/** How often the state is written, chunks. */
const SAVE_EVERY = 25;

export type Progress = { readonly records: number; readonly perSecond: number };
export type RunOptions = {
	readonly threads: number;
	/** Records to look at; absent: all. */
	readonly sample?: number | undefined;
	/** File in which the work so far is kept; `task`: what it is of, so that another's is not gone on with. */
	readonly state?: { readonly file: string; readonly task: unknown } | undefined;
	readonly onProgress: (progress: Progress) => void;
};

type Kept = { readonly task: string; readonly at: number | string; readonly total: Total; readonly whole: boolean };

export function emptyTotal(): Total {
	return { summary: emptySummary(), outcomes: [], counts: emptyCounts(), changed: [], passed: 0, open: 0, unlisted: 0 };
}

/** `open` gives the portions behind a place; `undefined`: from the beginning. */
export async function runAll(
	open: (at: number | string | undefined) => AsyncGenerator<Portion>,
	pool: Pool,
	options: RunOptions,
): Promise<Total> {
	const kept = await readState(options);
	const total = kept?.total ?? emptyTotal();
	if (kept?.whole) return total;
	const started = performance.now();
	const before = recordsOf(total);
	const pending: { readonly portion: Portion; readonly done: Promise<Done> }[] = [];
	let chunks = 0;
	const settle = async () => {
		const first = pending.shift();
		if (first === undefined) return;
		addDone(total, await first.done);
		if (++chunks % SAVE_EVERY === 0) await writeState(options, { at: first.portion.at, total, whole: false });
		const seconds = (performance.now() - started) / 1000;
		options.onProgress({ records: recordsOf(total), perSecond: (recordsOf(total) - before) / seconds });
	};
	let left = (options.sample ?? Number.POSITIVE_INFINITY) - before;
	for await (const portion of open(kept?.at)) {
		const lines = portion.lines.slice(0, Math.max(0, left));
		left -= lines.length;
		const done = pool.run({ lines });
		// It is awaited in order; that it fails earlier must not end the process.
		done.catch(() => {});
		pending.push({ portion, done });
		if (pending.length > options.threads * 2) await settle();
		if (left <= 0) break;
	}
	while (pending.length > 0) await settle();
	await writeState(options, { at: "", total, whole: true });
	return total;
}

export function recordsOf({ summary, counts }: Pick<Total, "summary" | "counts">): number {
	return summary.records + counts.records;
}

function addDone(total: Total, done: Done): void {
	addSummary(total.summary, done.summary);
	addCounts(total.counts, done.counts);
	total.passed += done.passed;
	total.open += done.open;
	const room = Math.max(0, MAX_LISTED - total.outcomes.length - total.changed.length);
	const outcomes = done.outcomes.slice(0, room);
	const changed = done.changed.slice(0, room - outcomes.length);
	total.outcomes = [...total.outcomes, ...outcomes];
	total.changed = [...total.changed, ...changed];
	total.unlisted += done.outcomes.length + done.changed.length - outcomes.length - changed.length;
}

async function readState({ state }: RunOptions): Promise<Kept | undefined> {
	if (state === undefined) return undefined;
	const text = await readFile(state.file, "utf8").catch(() => undefined);
	if (text === undefined) return undefined;
	let kept: Kept;
	try {
		kept = JSON.parse(text) as Kept;
	} catch {
		throw new Refusal(`${state.file} holds no state of a replay: remove it to begin anew`);
	}
	if (kept.task === canonicalJson(state.task)) return kept;
	throw new Refusal(`${state.file} is of another replay: name another file, or remove it to begin anew`);
}

async function writeState({ state }: RunOptions, kept: Omit<Kept, "task">): Promise<void> {
	if (state === undefined) return;
	await writeFile(`${state.file}.new`, JSON.stringify({ task: canonicalJson(state.task), ...kept }));
	await rename(`${state.file}.new`, state.file);
}
