// The Worker that is measured against OPA: its OPA surface, key check and records over a policy baked in and the same one loaded.
import wasm from "../../dist/bench/policy.wasm";
import { loadBaseline } from "../../src/baseline.ts";
import { OPA_ROUTES } from "../../src/contract/api-opa.ts";
import type { ReleaseManifest } from "../../src/contract/bundle.ts";
import type { Pointer } from "../../src/contract/pointer.ts";
import type { TenantContext } from "../../src/contract/registry.ts";
import { createCallerCache } from "../../src/control/caller-cache.ts";
import { findCredential } from "../../src/control/credentials.ts";
import { openControl } from "../../src/control/database.ts";
import type { OpaDeps } from "../../src/decide/compat/opa/deps.ts";
import { opaHandlers } from "../../src/decide/compat/opa/routes.ts";
import { createFormerVersions } from "../../src/decide/evaluate/former.ts";
import { createMetrics } from "../../src/decide/metrics.ts";
import { type Env, readConfig } from "../../src/env.ts";
import { LOADED_HOST } from "../../src/loaded-host.ts";
import { fromBase64Url, utf8 } from "../../src/platform/bytes.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { digestOf } from "../../src/platform/digest.ts";
import { consoleLog } from "../../src/platform/log.ts";
import { pathnameOf } from "../../src/platform/pathname.ts";
import { err, ok } from "../../src/platform/result.ts";
import { createRouter, type Router } from "../../src/platform/router.ts";
import { tokeniser } from "../../src/platform/token.ts";
import { loadBuiltins } from "../../src/policy/builtins/registry.ts";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { createEngines, type Engines } from "../../src/policy/engines.ts";
import { requiredBuiltins } from "../../src/policy/host.ts";
import { createVersionLoader } from "../../src/policy/load.ts";
import type { Evaluation, ServingVersion } from "../../src/policy/version.ts";
import { sendRecords } from "../../src/record-queue.ts";
import edict from "../../src/worker.ts";

export * from "../../src/worker.ts";

type Setup = { readonly entrypoints: string[]; readonly wasm: string };
type Bench = { readonly router: Router; readonly quiet: Router; readonly engines: Engines; readonly guard: ServingVersion };
let bench: Bench | undefined;

async function setUp(setup: Setup, env: Env): Promise<Bench> {
	const builtins = requiredBuiltins(wasm);
	const engines = createEngines(wasm, "{}", await loadBuiltins(builtins));
	const bytes = fromBase64Url(setup.wasm);
	if (bytes === undefined) throw new Error("no module");
	const file = { digest: await digestOf(bytes), bytes: bytes.length };
	const manifest = (root: string): ReleaseManifest => ({
		...{ v: 1, kind: "general", policy: root, revision: "1", input: "any", opa: "1.22.2", rego_version: 1 },
		...{
			entrypoints: setup.entrypoints.filter((path) => path.startsWith(root)).sort(),
			roots: [root],
			rules: [],
			builtins: [...builtins],
		},
		renditions: { wasm: file, data: file, agent: file, sources: file },
	});
	const [bakedDigest, hotDigest] = [file.digest, await digestOf(utf8(file.digest))];
	const baked: ServingVersion = {
		...{ digest: bakedDigest, manifest: manifest("baked"), source: "baked", data: "{}" },
		evaluate: async (asked) => engines.evaluate(asked),
	};
	const loader = createVersionLoader(env.LOADER as WorkerLoader, LOADED_HOST);
	const hot = loader.open("local", { digest: hotDigest, manifest: manifest("hot"), wasm: bytes, data: "{}" });
	const versions = new Map([baked, hot].map((version) => [version.digest, version]));
	const control = openControl(env.CONTROL);
	const callers = createCallerCache((hash, now) => findCredential(control, hash, now));
	const config = readConfig(env);
	const context = contextOf([baked, hot]);
	const deps = (record: OpaDeps["record"]): OpaDeps => ({
		versions: { find: async (_, digest) => (versions.has(digest) ? ok(versions.get(digest) as ServingVersion) : err("unknown")) },
		baked: () => undefined,
		former: createFormerVersions(),
		loadContext: async () => ok({ context, degraded: false }),
		tokens: tokeniser(config.tokenKey, config.tokenEpochs),
		record,
		health: async () => ({ bundles: [], plugins: { control: true, ledger: true } }),
		metrics: createMetrics(),
		sources: async () => [],
		defaultDecision: () => "baked/r30/decision",
		log: consoleLog,
	});
	const routerOf = (record: OpaDeps["record"]) =>
		createRouter(OPA_ROUTES, opaHandlers(deps(record)), {
			...{ findCaller: callers.find, limitRate: async () => undefined, clock: systemClock, log: consoleLog },
		});
	const queued = routerOf((messages) => sendRecords(env.DECISIONS, messages, async () => [], consoleLog));
	return { router: queued, quiet: routerOf(async () => true), engines, guard: (await loadBaseline()).version };
}

function contextOf(versions: readonly ServingVersion[]): TenantContext {
	const digest = versions[0]?.digest ?? "";
	const empty = { digest, layer: { rules: {} } };
	const policies = Object.fromEntries(
		versions.map(({ digest: own, manifest }): [string, Pointer["policies"][string]] => [
			manifest.policy,
			{ roots: [...manifest.roots], channels: { stable: { digest: own, revision: "1", epoch: 1, since: 0 } } },
		]),
	);
	return {
		...{ tenant: "local", epoch: 1, pointer: { v: 1, tenant: "local", epoch: 1, revoked: [], policies } },
		...{ apps: new Map(), tools: new Map(), config: { tenant: empty, apps: new Map() } },
		...{ exceptions: { digest, items: [] }, kill: { digest, items: [] } },
	};
}

type Raw = { readonly entrypoint: string; readonly input: string; readonly times: number };

/** Evaluates so many times; the caller takes the time, since the clock stands still here. */
async function raw({ engines, guard }: Bench, { entrypoint, input, times }: Raw): Promise<Response> {
	const ask: Evaluation = { entrypoint, input, mode: "lenient", format: "json" };
	let length = 0;
	for (let at = 0; at < times; at++) {
		const [answer] = entrypoint === ENTRYPOINT ? await guard.evaluate([ask]) : engines.evaluate([ask]);
		if (!answer?.ok) throw new Error("no answer");
		length += answer.value.length;
	}
	return Response.json({ length });
}

export default {
	...edict,
	fetch: async (request, env, context) => {
		const pathname = pathnameOf(request);
		if (pathname === "/setup") {
			bench = await setUp(await request.json(), env);
			return new Response();
		}
		if (bench === undefined) return new Response("not set up", { status: 503 });
		if (pathname === "/raw") return raw(bench, await request.json());
		return (request.headers.has("bench-quiet") ? bench.quiet : bench.router)(request, context);
	},
} satisfies ExportedHandler<Env>;
