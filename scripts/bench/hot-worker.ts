// The Worker under test with routes beside it that time, inside the runtime, what a stored version costs.
import { loadBaseline } from "../../src/baseline.ts";
import { openControl } from "../../src/control/database.ts";
import { createVersionStore } from "../../src/control/version-store.ts";
import type { Env } from "../../src/env.ts";
import { LOADED_HOST } from "../../src/loaded-host.ts";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { createVersionLoader } from "../../src/policy/load.ts";
import type { Evaluation } from "../../src/policy/version.ts";
import { createVersions } from "../../src/policy/versions.ts";
import { readLoadable } from "../../src/service-versions.ts";
import edict from "../../src/worker.ts";

export * from "../../src/worker.ts";

type Asked = { readonly tenant: string; readonly digest: string; readonly input: string; readonly times: number };
type Hop = { readonly source: "baked" | "loaded"; readonly way: "alone" | "many" | "batch" };

/** The isolate of a version is known by its host's version, too: under another it is made anew. */
function fresh(env: Env, mark: string) {
	const store = createVersionStore({ db: openControl(env.CONTROL), bucket: env.BUNDLES, log: () => {} });
	const loader = createVersionLoader(env.LOADER as WorkerLoader, { ...LOADED_HOST, version: `${LOADED_HOST.version}-${mark}` });
	const read = (tenant: string, digest: string) => readLoadable(store, tenant, digest, "wasm");
	return { loader, read, versions: createVersions({ baked: [], loader, read }) };
}

/** Milliseconds of finding a version that nothing is known of: database, bytes, digests, signature, isolate, first evaluation. */
async function coldReads({ tenant, digest, times }: Asked, env: Env): Promise<number[]> {
	const taken: number[] = [];
	for (let at = 0; at < times; at++) {
		const { versions } = fresh(env, crypto.randomUUID());
		const from = performance.now();
		const found = await versions.find(tenant, digest);
		taken.push(performance.now() - from);
		if (!found.ok) throw new Error(found.error);
	}
	return taken;
}

/** Of it the last part: a new isolate, its module compiled and evaluated once. */
async function loads({ tenant, digest, times }: Asked, env: Env): Promise<number[]> {
	const stored = await fresh(env, "").read(tenant, digest);
	if (!stored.ok) throw new Error(stored.error);
	const taken: number[] = [];
	for (let at = 0; at < times; at++) {
		const { loader } = fresh(env, crypto.randomUUID());
		const from = performance.now();
		const described = await loader.describe(tenant, stored.value);
		taken.push(performance.now() - from);
		if (!described.ok) throw new Error(described.error.reason);
	}
	return taken;
}

/** Milliseconds of each evaluation of the guard, after as many to warm up: alone, eight at a time, or eight in one hop. */
async function hops({ tenant, digest, input, times, source, way }: Asked & Hop, env: Env): Promise<number[]> {
	const found = await fresh(env, "hop").versions.find(tenant, digest);
	if (!found.ok) throw new Error(found.error);
	const version = source === "baked" ? (await loadBaseline()).version : found.value;
	const ask: Evaluation = { entrypoint: ENTRYPOINT, input, mode: "strict", format: "json" };
	const eight = Array.from({ length: 8 }, () => ask);
	const work = {
		alone: () => version.evaluate([ask]),
		many: () => Promise.all(eight.map((one) => version.evaluate([one]))),
		batch: () => version.evaluate(eight),
	}[way];
	const from = performance.now();
	for (let at = 0; at < times; at++) await work();
	// The clock moves with I/O alone, and an evaluation in this isolate is none.
	await env.CONTROL.prepare("SELECT 1").first();
	return [(performance.now() - from) / times / (way === "alone" ? 1 : eight.length)];
}

const ROUTES = { "/cold": coldReads, "/loads": loads, "/hops": hops };

export default {
	...edict,
	fetch: async (request, env, context) => {
		const measure = ROUTES[new URL(request.url).pathname as keyof typeof ROUTES];
		return measure === undefined ? edict.fetch(request, env, context) : Response.json(await measure(await request.json(), env));
	},
} satisfies ExportedHandler<Env>;
