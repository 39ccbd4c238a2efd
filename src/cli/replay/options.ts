// Options that replay and impact share: which records, what is at hand, how many threads.
import { availableParallelism } from "node:os";
import * as v from "valibot";
import { Instant } from "../../contract/instant.ts";
import { type Io, misused } from "../command.ts";
import { openService, SERVICE_OPTIONS } from "../service.ts";
import { createPool } from "./pool.ts";
import type { LineFilter, Task } from "./protocol.ts";
import { exportChunks, serviceChunks } from "./records.ts";
import { type Progress, runAll, type Total } from "./run.ts";
import { openSupply, versionOf } from "./supply.ts";

export const RECORD_OPTIONS = {
	export: { type: "string" },
	from: { type: "string" },
	to: { type: "string" },
	app: { type: "string" },
	base: { type: "string" },
	sample: { type: "string" },
	threads: { type: "string" },
	release: { type: "string", multiple: true },
	documents: { type: "string", multiple: true },
	state: { type: "string" },
	...SERVICE_OPTIONS,
} as const;

export const RECORD_USAGE = `  --export FILE      records as NDJSON, also gzipped, in place of the service's
  --from, --to TIME  RFC 3339 or milliseconds; from is within, to is not
  --app NAME         only this app's
  --base DIGEST      only what this version decided
  --sample N         at most so many, newest first from the service, in order from an export
  --release FOLDER   a release at hand, repeat it for several; others come from the service
  --documents FILE   documents at hand as JSON, one or a list of them; others come from the service
  --threads N        absent: as many as there are cores
  --state FILE       where the work so far is kept: the same command goes on from there`;

export type RecordOptions = {
	readonly [name in Exclude<keyof typeof RECORD_OPTIONS, "release" | "documents">]?: string | undefined;
} & { readonly release?: string[] | undefined; readonly documents?: string[] | undefined };

/** Runs over the records that the options name. `draft`: a folder or digest to ask in place of each record's own version. */
export async function runOver(
	options: RecordOptions,
	draft: string | undefined,
	io: Io,
): Promise<{ readonly total: Total; readonly draft: string | undefined; readonly seconds: number }> {
	const filter = filterOf(options);
	const [sample, threads] = [
		countOf(options.sample, "--sample"),
		countOf(options.threads, "--threads") ?? availableParallelism(),
	];
	const asksService = options.export === undefined || options.url !== undefined || process.env.EDICT_URL !== undefined;
	const service = asksService ? await openService(options) : undefined;
	const named = draft === undefined || isDigest(draft) ? undefined : draft;
	const digest = named === undefined ? draft : (await versionOf(named)).digest;
	const releases = [...(options.release ?? []), ...(named === undefined ? [] : [named])];
	const supply = await openSupply({ releases, documents: options.documents ?? [] }, service);
	const task: Task = { filter, ...(digest === undefined ? {} : { draft: digest }) };
	const source = { export: options.export, url: options.url ?? process.env.EDICT_URL, sample };
	const file = options.export;
	const pool = await createPool(threads, task, supply);
	const started = performance.now();
	try {
		const total = await runAll(
			(at) => {
				if (file !== undefined) return exportChunks(file, typeof at === "number" ? at : 0);
				if (service === undefined) throw misused("name the records: --export FILE, or --url URL");
				return serviceChunks(service, filter, typeof at === "string" ? at : undefined);
			},
			pool,
			{
				...{ threads, sample, onProgress: progressLine(io) },
				state: options.state === undefined ? undefined : { file: options.state, task: { ...task, ...source } },
			},
		);
		return { total, draft: digest, seconds: (performance.now() - started) / 1000 };
	} finally {
		await pool.close();
	}
}

export function isDigest(text: string): boolean {
	return /^sha256:[0-9a-f]{64}$/.test(text);
}

function filterOf({ from, to, app, base }: RecordOptions): LineFilter {
	if (base !== undefined && !isDigest(base)) throw misused("--base must be a digest, sha256:…");
	return {
		...instant("from", from),
		...instant("to", to),
		...(app === undefined ? {} : { app }),
		...(base === undefined ? {} : { base }),
	};
}

function instant(name: "from" | "to", text: string | undefined): LineFilter {
	if (text === undefined) return {};
	const read = v.safeParse(Instant, /^\d+$/.test(text) ? Number(text) : text);
	if (!read.success) throw misused(`--${name} must be RFC 3339 (2026-11-24T12:00:00Z) or milliseconds`);
	return { [name]: read.output };
}

function countOf(text: string | undefined, name: string): number | undefined {
	if (text === undefined) return undefined;
	if (!/^[1-9]\d{0,11}$/.test(text)) throw misused(`${name} must be a whole number from 1 on`);
	return Number(text);
}

/** A line on standard error at most once a second; none where nobody watches. */
function progressLine(io: Io): (progress: Progress) => void {
	let told = performance.now();
	return ({ records, perSecond }) => {
		if (performance.now() - told < 1000) return;
		told = performance.now();
		io.err(`${records} records, ${Math.round(perSecond)} a second`);
	};
}
