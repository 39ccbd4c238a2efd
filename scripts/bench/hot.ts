// `npm run bench -- flip`: stored versions under load for a minute, and what a cold read, a load and a hop cost.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalGuard } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import { bundleWorker } from "../local/bundle.ts";
import { startLocal } from "../local/server.ts";
import { type FlipReport, flip, percentiles } from "./flip.ts";
import { BEHAVIOURS, makeVersion, publish, REQUEST, registerKey, senderTo } from "./stored-versions.ts";

const WAYS = ["alone", "many", "batch"] as const;
const SOURCES = ["baked", "loaded"] as const;

/** Milliseconds by the clock, of each time that it was done; and of the runtime's processor, on average (Linux alone tells). */
type Cost = { readonly ms: readonly number[]; readonly cpuMs: number | undefined };
export type HotReport = {
	readonly flip: Omit<FlipReport, "ids">;
	readonly cold: Cost;
	readonly loads: Cost;
	readonly hops: Readonly<Record<(typeof SOURCES)[number], Readonly<Record<(typeof WAYS)[number], Cost>>>>;
};

/** Runs it all on a service of its own. */
export async function benchHot(quick: boolean, note: (text: string) => void): Promise<HotReport> {
	const state = await mkdtemp(join(tmpdir(), "edict-flip-"));
	const local = await startLocal({ port: 0, state, modules: await bundleWorker("scripts/bench/hot-worker.ts") });
	try {
		const send = senderTo(local.url, local.keys.admin);
		const key = await registerKey(send);
		const versions = await Promise.all(BEHAVIOURS.map((says, at) => makeVersion(`flip-${at}`, says)));
		for (const version of versions) await publish(send, version, key);
		const runtime = (JSON.parse(await readFile(join(state, "running.json"), "utf8")) as { runtime?: number }).runtime;
		const input = await typicalInput();
		const cost = async (path: string, times: number, more: object = {}, each = 1): Promise<Cost> => {
			const body = JSON.stringify({ tenant: "local", digest: versions[0]?.digest, input, times, ...more });
			const ask = async () => {
				const response = await fetch(local.url + path, { method: "POST", body });
				if (!response.ok) throw new Error(await response.text());
				return (await response.json()) as number[];
			};
			// Once to warm up what is compiled as it is used.
			await ask();
			const before = await cpuOf(runtime);
			const ms = await ask();
			const after = await cpuOf(runtime);
			return { ms, cpuMs: before === undefined || after === undefined ? undefined : (after - before) / times / each };
		};
		note("cold reads …");
		const cold = await cost("/cold", quick ? 10 : 100);
		const loads = await cost("/loads", quick ? 10 : 100);
		note("hops …");
		const hopsOf = async (source: (typeof SOURCES)[number]) => {
			const of = (way: (typeof WAYS)[number]) => cost("/hops", quick ? 200 : 2_000, { source, way }, way === "alone" ? 1 : 8);
			return { alone: await of("alone"), many: await of("many"), batch: await of("batch") };
		};
		const hops = { baked: await hopsOf("baked"), loaded: await hopsOf("loaded") };
		note("flips …");
		const seconds = quick ? 8 : 60;
		const load = { url: local.url, key: local.keys.app, send, versions, seconds, everyMs: 2_300, connections: 8 };
		const { ids: _, ...flipped } = await flip(load);
		return { flip: flipped, cold, loads, hops };
	} finally {
		await local.miniflare.dispose();
		await rm(state, { recursive: true, force: true });
	}
}

/** Milliseconds of processor time that a process has had, in the kernel's ticks of 10 ms. */
async function cpuOf(pid: number | undefined): Promise<number | undefined> {
	const stat = pid === undefined ? "" : await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
	// The name before the last parenthesis may hold blanks; user and system time are the 12th and 13th after it.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return fields.length < 13 ? undefined : (Number(fields[11]) + Number(fields[12])) * 10;
}

/** What the policy is given of the request that the load sends. */
export async function typicalInput(): Promise<string> {
	const guard = await createLocalGuard(await readReleaseFolder("bundles/baseline"));
	const decided = await guard.decide({ ...REQUEST, stage: "output", app: "app", dry_run: true } as never);
	if (!decided.ok || decided.value.input === undefined) throw new Error("the request gives no input");
	return JSON.stringify(decided.value.input);
}

export function hotTable({ flip, cold, loads, hops }: HotReport): string {
	const ms = (value: number | undefined) => (value === undefined ? "" : value.toFixed(value < 1 ? 3 : 1));
	const row = (times: readonly number[], cpuMs?: number) => {
		const { p50, p99, max } = percentiles(times.map((to) => ({ from: 0, to })));
		return `${times.length} | ${ms(p50)} | ${ms(p99)} | ${ms(max)} | ${ms(cpuMs)}`;
	};
	const decisions = ({ p50, p99, max }: FlipReport["all"]) => `${ms(p50)} | ${ms(p99)} | ${ms(max)} | `;
	const hop = (source: (typeof SOURCES)[number]) =>
		WAYS.map((way) => `${ms(hops[source][way].ms[0])} | ${ms(hops[source][way].cpuMs)}`).join(" | ");
	return `
${flip.decisions} decisions over ${flip.activations} activations: **${flip.failed.length} failed, ${flip.mixed.length} mixed, ${flip.late.length} late**.

| | n | p50 ms | p99 ms | most ms | CPU ms |
|---|---:|---:|---:|---:|---:|
| activation to its first decision | ${row(flip.visibleMs)} |
| decision, all | ${flip.decisions} | ${decisions(flip.all)}|
| decision begun within 2 s of an activation | | ${decisions(flip.turning)}|
| cold read of a version | ${row(cold.ms, cold.cpuMs)} |
| of it: load into a new isolate (aim ≤ 50 ms) | ${row(loads.ms, loads.cpuMs)} |

| an evaluation, ms by the clock and of CPU | alone | CPU | eight at once | CPU | eight in one hop | CPU |
|---|---:|---:|---:|---:|---:|---:|
| baked in | ${hop("baked")} |
| loaded | ${hop("loaded")} |
`;
}
