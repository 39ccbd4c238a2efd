// The Worker under test with routes beside it that time, inside the runtime, what a stored version costs.
import { loadBaseline } from "../../src/baseline.ts";
import { openControl } from "../../src/control/database.ts";
import { createVersionStore } from "../../src/control/version-store.ts";
import type { Env } from "../../src/env.ts";
import { LOADED_HOST } from "../../src/loaded-host.ts";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { createVersionLoader } from "../../src/policy/load.ts";
import type { Evaluation, ServingVersion } from "../../src/policy/version.ts";
import { createVersions } from "../../src/policy/versions.ts";
import { readLoadable } from "../../src/service-versions.ts";
import edict from "../../src/worker.ts";

export * from "../../src/worker.ts";

type Asked = { readonly tenant: string; readonly digest: string; readonly input: string; readonly times: number };

/** The isolate of a version is known by its host's version, too: under another it is made anew. */
function fresh(env: Env, mark: string) {
	const store = createVersionStore({ db: openControl(env.CONTROL), bucket: env.BUNDLES, log: () => {} });
	const loader = createVersionLoader(env.LOADER as WorkerLoader, { ...LOADED_HOST, version: `${LOADED_HOST.version}-${mark}` });
	const read = (tenant: string, digest: string) => readLoadable(store, tenant, digest, "wasm");
	return { loader, read, versions: createVersions({ baked: [], loader, read }) };
}

/** Milliseconds of finding a version that nothing is known of: database, bytes, digests, signature, isolate, first evaluation. */
async function coldReads({ tenant, digest, times }: Asked, env: Env) {
	const [whole, loads]: [number[], number[]] = [[], []];
	for (let at = 0; at < times; at++) {
		const { versions } = fresh(env, crypto.randomUUID());
		const from = performance.now();
		const found = await versions.find(tenant, digest);
		whole.push(performance.now() - from);
		if (!found.ok) throw new Error(found.error);
		const { loader, read } = fresh(env, crypto.randomUUID());
		const stored = await read(tenant, digest);
		if (!stored.ok) throw new Error(stored.error);
		const begun = performance.now();
		const described = await loader.describe(tenant, stored.value);
		loads.push(performance.now() - begun);
		if (!described.ok) throw new Error(described.error.reason);
	}
	return { whole, loads };
}

/** Milliseconds of one evaluation, baked in and loaded: alone, eight at a time, and eight in one hop. */
async function warmHops({ tenant, digest, input, times }: Asked, env: Env) {
	const baked = (await loadBaseline()).version;
	const found = await fresh(env, "hop").versions.find(tenant, digest);
	if (!found.ok) throw new Error(found.error);
	const ask: Evaluation = { entrypoint: ENTRYPOINT, input, mode: "strict", format: "json" };
	const each = async (work: () => Promise<unknown>, of: number) => {
		for (let at = 0; at < times; at++) await work();
		const from = performance.now();
		for (let at = 0; at < times; at++) await work();
		// The clock moves with I/O alone, and an evaluation in this isolate is none.
		await env.CONTROL.prepare("SELECT 1").first();
		return (performance.now() - from) / times / of;
	};
	const many = (version: ServingVersion) => () => Promise.all(Array.from({ length: 8 }, () => version.evaluate([ask])));
	const batch = (version: ServingVersion) => () => version.evaluate(Array.from({ length: 8 }, () => ask));
	const measure = async (version: ServingVersion) => ({
		alone: await each(() => version.evaluate([ask]), 1),
		many: await each(many(version), 8),
		batch: await each(batch(version), 8),
	});
	return { baked: await measure(baked), loaded: await measure(found.value) };
}

const ROUTES = { "/cold": coldReads, "/hops": warmHops };

export default {
	...edict,
	fetch: async (request, env, context) => {
		const measure = ROUTES[new URL(request.url).pathname as keyof typeof ROUTES];
		return measure === undefined ? edict.fetch(request, env, context) : Response.json(await measure(await request.json(), env));
	},
} satisfies ExportedHandler<Env>;
