// `npm run bench -- flip`: stored versions under load for a minute, and what a cold read, a load and a hop cost.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalGuard } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import { bundleWorker } from "../local/bundle.ts";
import { startLocal } from "../local/server.ts";
import { type FlipReport, flip, percentiles } from "./flip.ts";
import { BEHAVIOURS, makeVersion, publish, REQUEST, registerKey, senderTo } from "./stored-versions.ts";

type Hops = { readonly alone: number; readonly many: number; readonly batch: number };
export type HotReport = {
	readonly flip: Omit<FlipReport, "ids">;
	readonly cold: { readonly whole: readonly number[]; readonly loads: readonly number[] };
	readonly hops: { readonly baked: Hops; readonly loaded: Hops };
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
		const ask = async <T>(path: string, times: number): Promise<T> => {
			const body = { tenant: "local", digest: versions[0]?.digest, input: await typicalInput(), times };
			const response = await fetch(local.url + path, { method: "POST", body: JSON.stringify(body) });
			if (!response.ok) throw new Error(await response.text());
			return (await response.json()) as T;
		};
		note("cold reads …");
		const cold = await ask<HotReport["cold"]>("/cold", quick ? 10 : 100);
		note("hops …");
		const hops = await ask<HotReport["hops"]>("/hops", quick ? 100 : 1_000);
		note("flips …");
		const seconds = quick ? 8 : 60;
		const load = { url: local.url, key: local.keys.app, send, versions, seconds, everyMs: 2_300, connections: 8 };
		const { ids: _, ...flipped } = await flip(load);
		return { flip: flipped, cold, hops };
	} finally {
		await local.miniflare.dispose();
		await rm(state, { recursive: true, force: true });
	}
}

/** What the policy is given of the request that the load sends. */
async function typicalInput(): Promise<string> {
	const guard = await createLocalGuard(await readReleaseFolder("bundles/baseline"));
	const decided = await guard.decide({ ...REQUEST, stage: "output", app: "app", dry_run: true } as never);
	if (!decided.ok || decided.value.input === undefined) throw new Error("the request gives no input");
	return JSON.stringify(decided.value.input);
}

export function hotTable({ flip, cold, hops }: HotReport): string {
	const ms = (value: number) => value.toFixed(value < 1 ? 3 : 1);
	const row = (times: readonly number[]) => {
		const { p50, p99, max } = percentiles(times.map((to) => ({ from: 0, to })));
		return `${times.length} | ${ms(p50)} | ${ms(p99)} | ${ms(max)}`;
	};
	const hop = (name: string, { alone, many, batch }: Hops) => `| ${name} | ${ms(alone)} | ${ms(many)} | ${ms(batch)} |`;
	return `
${flip.decisions} decisions over ${flip.activations} activations: **${flip.failed.length} failed, ${flip.mixed.length} mixed, ${flip.late.length} late**.

| | n | p50 ms | p99 ms | most ms |
|---|---:|---:|---:|---:|
| activation to its first decision | ${row(flip.visibleMs)} |
| decision, all | ${flip.decisions} | ${ms(flip.all.p50)} | ${ms(flip.all.p99)} | ${ms(flip.all.max)} |
| decision begun within 2 s of an activation | | ${ms(flip.turning.p50)} | ${ms(flip.turning.p99)} | ${ms(flip.turning.max)} |
| cold read of a version | ${row(cold.whole)} |
| of it: load into a new isolate (aim ≤ 50 ms) | ${row(cold.loads)} |

| ms an evaluation | alone | eight at once | eight in one hop |
|---|---:|---:|---:|
${hop("baked in", hops.baked)}
${hop("loaded", hops.loaded)}
`;
}
