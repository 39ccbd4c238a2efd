// What the control tests share: a release, dependencies, requests to handlers, and D1 doubles that fail.
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { expect } from "vitest";
import type { RouteSpec } from "../../../src/contract/api.ts";
import { CONTROL_ROUTES } from "../../../src/contract/api-control.ts";
import { LIFECYCLE_ROUTES } from "../../../src/contract/api-lifecycle.ts";
import type { ReleaseManifest } from "../../../src/contract/bundle.ts";
import type { Role } from "../../../src/contract/names.ts";
import { Problem } from "../../../src/contract/problem.ts";
import type { ChangeEntry } from "../../../src/contract/registry.ts";
import { openAuthority } from "../../../src/control/authority.ts";
import type { RuleDefaults } from "../../../src/control/config-faults.ts";
import { openControl } from "../../../src/control/database.ts";
import { mayActivateCarried } from "../../../src/control/may-activate.ts";
import { openMonitors } from "../../../src/control/rollout-object.ts";
import type { RolloutDeps } from "../../../src/control/routes/rollouts.ts";
import { controlHandlers } from "../../../src/control/routes.ts";
import { createVersionStore } from "../../../src/control/version-store.ts";
import type { Caller } from "../../../src/platform/credential.ts";
import { ok } from "../../../src/platform/result.ts";

export const NOW = Date.UTC(2026, 10, 24, 12);
export const db = openControl(env.CONTROL);
export const authority = openAuthority(env.TENANTS);

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const file = { digest: digest("1"), bytes: 1 };
const manifest: ReleaseManifest = {
	v: 1,
	policy: "guard",
	revision: "2026.11.1",
	input: "1",
	kind: "guard",
	entrypoints: ["guard/decision/decision"],
	rego_version: 1,
	roots: ["guard"],
	opa: "1.22.2",
	renditions: { wasm: file, data: file, agent: file, sources: file },
	defaults: digest("2"),
	rules: [
		{
			id: "privacy.pii_in_output",
			title: "Personal data in an answer",
			description: "An answer holds personal data.",
			action: "redact",
			severity: "medium",
			owner: "privacy",
			exemptible: true,
			risks: [],
			source: "rules/privacy/pii_in_output/pii_in_output.rego",
		},
	],
	builtins: [],
};
const DEFAULTS: RuleDefaults = {
	"privacy.pii_in_output": {
		action: "redact",
		severity: "medium",
		params: { min_score: { value: 700, direction: "min" }, style: { value: "mask" } },
	},
};
export const RELEASE = { digest: digest("a"), manifest, sources: [{ path: "a.rego", text: "package a\n" }] };

/** As a deployment carries it: with parts of its own, which are nobody's business. */
const carried = { ...RELEASE, defaults: DEFAULTS, loaded: { memory: 1 } };

export function deps(over: Partial<RolloutDeps> = {}): RolloutDeps {
	return {
		authority,
		monitors: openMonitors(env.ROLLOUTS),
		db,
		govern: async () => ok(undefined),
		mayActivate: mayActivateCarried([carried]),
		releases: { list: () => [carried], get: (asked) => (asked === RELEASE.digest ? carried : undefined), active: RELEASE.digest },
		guardInForce: async () => ok(carried),
		store: createVersionStore({ db, bucket: env.BUNDLES, log: () => {} }),
		host: "host-1",
		environment: "test",
		log: () => {},
		...over,
	};
}

export function caller(tenant: string, over: Partial<Caller> = {}): Caller {
	return { keyId: "k", tenant, principal: `${tenant}-ana`, role: "admin" satisfies Role, apps: ["*"], origins: [], ...over };
}

export type Ask = {
	readonly by: Caller;
	readonly params?: Record<string, string>;
	readonly query?: Record<string, string>;
	readonly body?: unknown;
	readonly now?: number;
	readonly with?: RolloutDeps;
};

const ASKED = { ...CONTROL_ROUTES, ...LIFECYCLE_ROUTES };

/** Calls a route's handler; whatever it answers must be what the route table says. */
export async function ask(id: keyof typeof ASKED, asked: Ask): Promise<{ status: number; body: never }> {
	const route: RouteSpec = ASKED[id];
	const init =
		asked.body === undefined ? {} : { body: JSON.stringify(asked.body), headers: { "content-type": "application/json" } };
	const response = await controlHandlers(asked.with ?? deps())[id]({
		raw: new Request("https://edict.test/", { method: route.method === "GET" ? "POST" : route.method, ...init }),
		params: asked.params ?? {},
		query: new URLSearchParams(asked.query),
		caller: asked.by,
		now: asked.now ?? NOW,
		charge: async () => undefined,
		waitUntil: () => {},
	});
	const text = await response.text();
	const body: unknown = text === "" ? undefined : JSON.parse(text);
	if (response.ok) {
		expect(response.status).toBe(route.status);
		if (route.response === undefined) expect(body).toBeUndefined();
		else v.parse(route.response, body);
	} else {
		expect(route.problems).toContain(v.parse(Problem, body).code);
	}
	return { status: response.status, body: body as never };
}

/** A database that cannot be reached. */
export const brokenD1 = {
	prepare: () => {
		throw new Error("D1_ERROR: unreachable");
	},
	batch: () => Promise.reject(new Error("D1_ERROR: unreachable")),
} as unknown as D1Database;

/** A database that does what it is told and loses the first answers on the way back. */
export function forgetfulD1(d1: D1Database, losses: number): D1Database {
	let left = losses;
	return {
		prepare: (query: string) => d1.prepare(query),
		batch: async (statements: D1PreparedStatement[]) => {
			const results = await d1.batch(statements);
			if (left-- > 0) throw new Error("D1_ERROR: Network connection lost.");
			return results;
		},
	} as unknown as D1Database;
}

/** Rows of a query, for what no function of the plane tells. */
export async function rows<T>(sql: string, ...bound: unknown[]): Promise<T[]> {
	const found = await env.CONTROL.prepare(sql)
		.bind(...bound)
		.all<T>();
	return found.results;
}

/** A change as it is, whatever place in the chain it has. */
export function unchained(changes: readonly ChangeEntry[]): Omit<ChangeEntry, "chain">[] {
	return changes.map(({ chain: _, ...change }) => change);
}
