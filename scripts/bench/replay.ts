// Bench of replay: the frozen records many times over through the command's own work, by the clock and by the processor.
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Supply } from "../../src/cli/replay/protocol.ts";
import { createWork } from "../../src/cli/replay/work.ts";
import { documentDigest } from "../../src/platform/digest.ts";

const FOLDER = join(import.meta.dirname, "../../test/vectors/replay");
const CHUNK = 400;

export type ReplayRow = {
	readonly what: string;
	readonly n: number;
	readonly cpuUs: number;
	readonly wallUs: number;
	readonly load: number;
};

/** Rows of replay and of impact; the first tenth of each run warms up and is not counted. */
export async function benchReplay(quick: boolean, note: (text: string) => void): Promise<ReplayRow[]> {
	const [revision = ""] = (await readdir(FOLDER)).sort().reverse();
	const file = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(FOLDER, revision, `${name}.gz`))));
	const bytes = { manifest: file("manifest.json"), wasm: file("policy.wasm"), data: file("data.json") };
	const documents = new Map<string, unknown>();
	for (const document of JSON.parse(await readFile(join(FOLDER, revision, "documents.json"), "utf8")) as unknown[]) {
		documents.set(await documentDigest(document), document);
	}
	const supply: Supply = {
		version: async () => bytes,
		document: async (digest) => (documents.has(digest) ? { document: documents.get(digest) } : undefined),
	};
	const committed = new TextDecoder().decode(file("records.ndjson")).trimEnd().split("\n");
	const bare = committed.map((line) => JSON.stringify((JSON.parse(line) as { record: unknown }).record));
	const digest = (JSON.parse(committed[0] ?? "{}") as { record: { policy: { digest: string } } }).record.policy.digest;
	const rows: ReplayRow[] = [];
	for (const [what, lines, draft] of [
		["replay, each commitment opened", committed, undefined],
		["replay of records alone", bare, undefined],
		["impact of a draft", bare, digest],
	] as const) {
		note(`${what} …`);
		const work = await createWork({ filter: {}, draft }, supply);
		const all = repeated(lines, quick ? 2_000 : 40_000);
		rows.push(await measured(what, all, work));
	}
	return rows;
}

function repeated(lines: readonly string[], n: number): string[] {
	return Array.from({ length: n }, (_, at) => lines[at % lines.length] ?? "");
}

async function measured(
	what: string,
	lines: readonly string[],
	work: Awaited<ReturnType<typeof createWork>>,
): Promise<ReplayRow> {
	const warm = Math.floor(lines.length / 10);
	let [n, wrong] = [0, 0];
	let [cpu, wall] = [process.cpuUsage(), performance.now()];
	for (let from = 0; from < lines.length; from += CHUNK) {
		if (from >= warm && n === 0) [cpu, wall] = [process.cpuUsage(), performance.now()];
		const chunk = lines.slice(from, from + CHUNK);
		const { summary, counts } = await work({ lines: chunk });
		wrong += summary.differs + summary.damaged + summary.not_replayable + counts.changed.decision;
		if (from >= warm) n += chunk.length;
	}
	if (wrong > 0) throw new Error(`${what}: ${wrong} records are not as they were recorded`);
	const used = process.cpuUsage(cpu);
	return {
		what,
		n,
		cpuUs: (used.user + used.system) / n,
		wallUs: ((performance.now() - wall) * 1000) / n,
		load: loadavg()[0] ?? 0,
	};
}

/** Markdown. The rate a core is by the processor's count, which other work on the machine disturbs less than the clock. */
export function replayTable(rows: readonly ReplayRow[]): string {
	const line = ({ what, n, cpuUs, wallUs, load }: ReplayRow) =>
		`| ${what} | ${n} | ${cpuUs.toFixed(0)} | ${wallUs.toFixed(0)} | ${Math.round(1e6 / cpuUs).toLocaleString("en")} | ${load.toFixed(1)} |`;
	return [
		"| | n | CPU µs | clock µs | a second and core, by CPU | load of the machine |",
		"|---|---:|---:|---:|---:|---:|",
		...rows.map(line),
		"",
	].join("\n");
}
