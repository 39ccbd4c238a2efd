// OPA's surface in this process over the interop policies: the router, its handlers, versions in memory, records in a list.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOpa } from "../../../src/cli/opa.ts";
import { readCompiled } from "../../../src/cli/policy/assemble.ts";
import { OPA_ROUTES } from "../../../src/contract/api-opa.ts";
import type { ReleaseManifest } from "../../../src/contract/bundle.ts";
import type { Pointer } from "../../../src/contract/pointer.ts";
import type { LedgerMessage } from "../../../src/contract/record-data.ts";
import type { TenantContext } from "../../../src/contract/registry.ts";
import type { OpaDeps } from "../../../src/decide/compat/opa/deps.ts";
import { opaOtherwise } from "../../../src/decide/compat/opa/otherwise.ts";
import { opaHandlers } from "../../../src/decide/compat/opa/routes.ts";
import { createFormerVersions } from "../../../src/decide/evaluate/former.ts";
import { createMetrics } from "../../../src/decide/metrics.ts";
import { compile } from "../../../src/eval/local-guard.ts";
import type { Caller } from "../../../src/platform/credential.ts";
import { digestOf } from "../../../src/platform/digest.ts";
import { err, ok } from "../../../src/platform/result.ts";
import { createRouter } from "../../../src/platform/router.ts";
import { tokeniser } from "../../../src/platform/token.ts";
import { loadBuiltins } from "../../../src/policy/builtins/registry.ts";
import { createEngines } from "../../../src/policy/engines.ts";
import { requiredBuiltins } from "../../../src/policy/host.ts";
import type { ServingVersion } from "../../../src/policy/version.ts";

export const POLICIES = join(import.meta.dirname, "policies");
export const DEFAULT_DECISION = "app/start/main";
/** Rules of the policies, each an entrypoint of its own, so that nothing is evaluated but what is asked for. */
export const RULES: Readonly<Record<string, readonly string[]>> = {
	"app/authz": [
		...[
			"allow",
			"roles",
			"echo",
			"maybe",
			"names",
			"table",
			"ratio",
			"when",
			"both",
			"nothing_in",
			"empty_list",
			"nul",
			"no",
			"zero",
		],
		...["big", "exact", "text", "nested", "sets", "keyed", "count_of", "sum_of", "upper_of", "same"],
	],
	"app/start": ["main"],
	"app/undefined": ["p", "deep/er/rule"],
	facts: ["clock_runs", "frozen", "chance", "same_chance", "id_length"],
	whole: [],
	words: ["long", "padded"],
};
export const ENTRYPOINTS = Object.entries(RULES).flatMap(([name, rules]) => [name, ...rules.map((rule) => `${name}/${rule}`)]);
const NOW = Date.UTC(2026, 10, 24, 12);

export type Surface = {
	readonly fetch: (request: Request) => Promise<Response>;
	readonly records: LedgerMessage[];
	/** What happens to the next records. */
	recording: boolean;
	readonly version: ServingVersion;
	/** Made anew for each question. */
	readonly asked: { evaluations: number; hops: number };
};

/** The policies compiled by OPA, as a version; no store and no loader has a part in it. */
export async function buildVersion(): Promise<ServingVersion> {
	const entrypoints = [...ENTRYPOINTS];
	const folder = await mkdtemp(join(tmpdir(), "edict-interop-"));
	const output = join(folder, "bundle.tar.gz");
	const args = [
		"build",
		"-b",
		"-t",
		"wasm",
		"-r",
		"2026.11.1",
		...entrypoints.flatMap((path) => ["-e", path]),
		"-o",
		output,
		POLICIES,
	];
	const { code, stderr } = await runOpa(args);
	if (code !== 0) throw new Error(stderr);
	const { wasm, data } = readCompiled(new Uint8Array(await readFile(output)));
	await rm(folder, { recursive: true });
	const module = compile(wasm);
	const builtins = requiredBuiltins(module);
	const file = { digest: `sha256:${"0".repeat(64)}`, bytes: 1 };
	const manifest: ReleaseManifest = {
		...{ v: 1, kind: "general", policy: "interop", revision: "2026.11.1", input: "any", opa: "1.22.2", rego_version: 1 },
		...{ entrypoints: entrypoints.sort(), roots: ["app", "facts", "whole", "words"], rules: [], builtins: [...builtins] },
		renditions: { wasm: file, data: file, agent: file, sources: file },
	};
	const text = new TextDecoder().decode(data);
	const engines = createEngines(module, text, await loadBuiltins(builtins));
	return {
		...{ digest: await digestOf(wasm), manifest, source: "loaded", data: text },
		evaluate: async (evaluations) => engines.evaluate(evaluations),
	};
}

export function openSurface(version: ServingVersion, more: Partial<OpaDeps> = {}, as: Partial<Caller> = {}): Surface {
	const surface: Surface = {
		...{ records: [], recording: true, version, asked: { evaluations: 0, hops: 0 } },
		fetch: (request) => router(request, { waitUntil: () => {} } as unknown as ExecutionContext),
	};
	const counted: ServingVersion = {
		...version,
		evaluate: (evaluations) => {
			surface.asked.hops++;
			surface.asked.evaluations += evaluations.length;
			return version.evaluate(evaluations);
		},
	};
	const deps: OpaDeps = {
		versions: { find: async (_, digest) => (digest === version.digest ? ok(counted) : err("unknown")) },
		baked: () => undefined,
		former: createFormerVersions(),
		loadContext: async () => ok({ context: contextOf(version), degraded: false }),
		tokens: tokeniser(new Uint8Array(32).fill(7), [1]),
		record: async (messages) => {
			if (surface.recording) surface.records.push(...messages);
			return surface.recording;
		},
		health: async () => ({ bundles: [], plugins: { control: true, ledger: true } }),
		metrics: createMetrics(),
		sources: async () => [{ path: "app/authz.rego", text: "package app.authz" }],
		defaultDecision: () => DEFAULT_DECISION,
		log: () => {},
		...more,
	};
	const caller: Caller = { keyId: "k", tenant: "demo", principal: "tester", role: "admin", apps: ["*"], origins: [], ...as };
	const router = createRouter(OPA_ROUTES, opaHandlers(deps), {
		findCaller: async () => ok(caller),
		limitRate: async () => undefined,
		clock: () => NOW,
		log: () => {},
		otherwise: opaOtherwise,
	});
	return surface;
}

export function contextOf(version: ServingVersion): TenantContext {
	const empty = { digest: version.digest, layer: { rules: {} } };
	const target = { digest: version.digest, revision: version.manifest.revision, epoch: 3, since: NOW };
	const pointer: Pointer = {
		...{ v: 1, tenant: "demo", epoch: 3, revoked: [] },
		policies: { interop: { roots: [...version.manifest.roots], channels: { stable: target } } },
	};
	return {
		...{ tenant: "demo", epoch: 3, pointer, apps: new Map(), tools: new Map() },
		config: { tenant: empty, apps: new Map() },
		exceptions: { digest: version.digest, items: [] },
		kill: { digest: version.digest, items: [] },
	};
}
