// INVARIANT 9: every route by every role with every kind of key, and what one tenant gets when it asks for another's things.
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { ROUTES, type RouteSpec } from "../../src/contract/api.ts";
import type { Decision } from "../../src/contract/decision.ts";
import { ROLES, type Role } from "../../src/contract/names.ts";
import { Problem } from "../../src/contract/problem.ts";
import { newKey } from "../../src/platform/credential.ts";
import type { Service } from "../../src/service.ts";
import { type Answer, type Call, createService, deliver, install, makeEnv, send, spyQueue } from "./service/fixture.ts";
import { keyInState, keysInState, makeTenant, type Tenant } from "./service/tenants.ts";

const ORIGIN = "https://shop.example";
const TABLE = Object.entries(ROUTES) as [keyof typeof ROUTES, RouteSpec][];
const GUARDED = TABLE.filter(([, route]) => route.roles !== "public");

const queue = spyQueue();
let service: Service;
let operatorKey: string;
let digest: string;
let mine: Tenant;
let theirs: Tenant;
/** Of each tenant's log: a tile of that width is there for ever. */
const sizes = new Map<string, string>();

beforeAll(async () => {
	service = await createService(await makeEnv({ DECISIONS: queue }));
	({ operatorKey } = await install());
	mine = await makeTenant(service, queue, operatorKey, "mine");
	theirs = await makeTenant(service, queue, operatorKey, "theirs");
	const active = await send(service, { path: "/v1/rules", key: mine.keys.auditor });
	digest = (active.json as { digest: string }).digest;
	for (const { name } of [mine, theirs]) {
		const checkpoint = await send(service, { path: `/log/${name}/checkpoint` });
		sizes.set(name, checkpoint.text.split("\n")[1] ?? "");
	}
});

const QUERIES: Partial<Record<keyof typeof ROUTES, string>> = {
	activePolicy: "?app=support-bot",
	revokeSigningKey: "?reason=leaver",
	logConsistency: "?from=1",
	logLeaves: "?type=event",
	revokeEvidence: "?reason=wrong",
	diffVersions: "?from=DIGEST&to=DIGEST",
};
/** Of the key in the route table's example. */
const SIGNER = "sha256:06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9";
/** Digest of `[]`: what exceptions are where there are none. */
const NO_DOCUMENTS = "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";
/**
 * What routes answer to those who may call them, where it is not what the table says: tenants, bodies that are no JSON, a default
 * decision that nobody has made, and exceptions and kill switches that are not there.
 */
const OTHERWISE = {
	...{ putTenant: 403, publishVersion: 415, opaAskDefault: 404, startRollout: 409, steerRollout: 404 },
	// What is in force takes no request for approval; evidence and tiers have no example that fits; nobody has broken a glass.
	...{ transition: 409, addEvidence: 422, revokeEvidence: 404, putTiers: 422, confirmBreakGlass: 404, reviewBreakGlass: 404 },
	...{ approveException: 404, rejectException: 404, revokeException: 404, exceptionHistory: 404 },
	...{ continueImpact: 404, getImpact: 404 },
	...{ releaseKillSwitch: 404, killSwitchHistory: 404 },
};

/** This deployment is no witness. */
const CLOSED: ReadonlySet<string> = new Set(["addCheckpoint"]);

/** A path that names a tenant, or a tile of its log, as wide as the log was. */
function pathIn(path: string, tenant: Tenant): string {
	return path.replace(":tenant", tenant.name).replace("tile/:path*", `tile/0/000.p/${sizes.get(tenant.name)}`);
}

/** A request to a route, with the route's own example, about things that are there. */
function callOf(id: keyof typeof ROUTES, tenant: Tenant, name = "example"): Call {
	const route: RouteSpec = ROUTES[id];
	const thing = /keys/.test(route.path) ? tenant.keyId : tenant.decisionId;
	const path = pathIn(route.path, tenant)
		.replace(":path*", id === "opaPolicy" ? "guard/guard/config/config.rego" : "guard/decision/decision")
		.replace("documents/:digest", `documents/${NO_DOCUMENTS}`)
		.replace(":digest", digest)
		.replace(":id", thing)
		.replace("policies/:name", "policies/guard")
		.replace(":name", name)
		.replace(":file", "manifest.json")
		.replace(":policy", "guard")
		.replace(":channel", "stable")
		.replace(":fingerprint", SIGNER);
	const query = (QUERIES[id] ?? "").replaceAll("DIGEST", digest);
	const moves: Record<string, object> = { activatePolicy: { digest }, rollbackPolicy: { to: digest } };
	const move = id in moves && { channel: "trial", reason: "trial", ...moves[id] };
	if (id === "proposeException") return { method: "POST", path, body: exception() };
	const body = route.request === undefined ? {} : { body: route.example ?? (move || {}) };
	return { method: route.method, path: path + query, ...body };
}

function exception() {
	const said = { reason: "trial", compensating_control: "people look", owner: "privacy" };
	return { rule: "privacy.pii_in_output", mode: "suppress", ...said, expires_at: Date.now() + 86_400_000 };
}

async function walk(routes: typeof TABLE, call: (id: keyof typeof ROUTES) => Call): Promise<Record<string, number>> {
	const statuses: Record<string, number> = {};
	for (const [id] of routes) statuses[id] = (await send(service, call(id))).status;
	return statuses;
}

const all = (routes: typeof TABLE, status: number) => Object.fromEntries(routes.map(([id]) => [id, status]));

describe("a role", () => {
	test.each(ROLES)("%s may call its routes and no other", async (role) => {
		const statuses = await walk(GUARDED, (id) => ({ ...callOf(id, mine), key: mine.keys[role] }));
		const expected = GUARDED.map(([id, route]) => {
			const otherwise = (OTHERWISE as Partial<Record<keyof typeof ROUTES, number>>)[id];
			return [id, route.roles.includes(role as never) ? (otherwise ?? route.status) : 403];
		});
		// Tenants are changed by the operator's own administrator, whom the table cannot name.
		expect(statuses).toEqual(Object.fromEntries(expected));
	});

	test("the operator's administrator changes tenants", async () => {
		expect((await send(service, { ...callOf("putTenant", mine), key: operatorKey })).status).toBe(200);
	});

	test("of another's route is told so, as a problem", async () => {
		const answer = await send(service, { path: "/v1/admin/keys", key: mine.keys.app });
		expect(v.parse(Problem, answer.json)).toMatchObject({ code: "forbidden", status: 403 });
	});
});

describe("nobody", () => {
	test("may call public routes, and no other", async () => {
		const open = TABLE.filter(([, route]) => route.roles === "public");
		expect(await walk(open, (id) => callOf(id, mine))).toEqual({
			...all(open, 200),
			...all(
				open.filter(([id]) => CLOSED.has(id)),
				404,
			),
		});
		expect(await walk(GUARDED, (id) => callOf(id, mine))).toEqual(all(GUARDED, 401));
	});

	test("is told how to become somebody", async () => {
		const answer = await send(service, { path: "/v1/whoami" });
		expect(answer.headers.get("www-authenticate")).toBe("Bearer");
		expect(v.parse(Problem, answer.json).code).toBe("unauthenticated");
	});

	const good = newKey("test");
	const flipped = good.slice(0, -1) + (good.endsWith("0") ? "1" : "0");
	const malformed: Record<string, string> = {
		"no scheme": good,
		"another scheme": `Basic ${good}`,
		"two words": `Bearer ${good} ${good}`,
		"not of a key's form": "Bearer secret",
		"a JWT": "Bearer a.b.c",
		empty: "Bearer ",
		"a wrong checksum": `Bearer ${flipped}`,
		"a key that was never made": `Bearer ${good}`,
	};
	test.each(Object.entries(malformed))("with %s is nobody", async (_, authorization) => {
		const statuses = await walk(GUARDED, (id) => ({ ...callOf(id, mine), headers: { authorization } }));
		expect(statuses).toEqual(all(GUARDED, 401));
	});
});

describe("a key that is dead", () => {
	const before = Date.now() - 1_000;
	const states = {
		revoked: { revokedAt: before, revokedBy: "someone" },
		expired: { expiresAt: before },
		"past its overlap": { replacedBy: "x", replacedAt: before - 1, overlapUntil: before },
	};
	for (const [state, over] of Object.entries(states)) {
		test.each(ROLES)(`because ${state} opens nothing to the role %s`, async (role) => {
			const key = (await keysInState("mine", over))[role];
			expect(await walk(GUARDED, (id) => ({ ...callOf(id, mine), key }))).toEqual(all(GUARDED, 401));
		});
	}

	test("is refused from when it is revoked, once it is no longer remembered", async () => {
		const { key, info } = (
			await send(service, { path: "/v1/admin/keys", key: mine.keys.admin, body: { role: "app", principal: "short" } })
		).json as { key: string; info: { id: string } };
		await send(service, { method: "DELETE", path: `/v1/admin/keys/${info.id}`, key: mine.keys.admin });
		expect((await send(service, { path: "/v1/whoami", key })).status).toBe(401);
	});
});

/** Requests that name things of a tenant, and what another tenant must be told. */
function probes({ marker, decisionId, keyId, letterId }: Tenant): Record<string, Call & { readonly expect: number }> {
	const search = (body: unknown) => ({ path: "/v1/decisions/search", body, expect: 200 });
	const decide = { stage: "input", app: marker, content: [{ role: "user", text: "Hello" }] };
	return {
		decide: { path: "/v1/decide", body: decide, expect: 403 },
		"its decision": { path: `/v1/decisions/${decisionId}`, expect: 404 },
		feedback: { path: `/v1/decisions/${decisionId}/feedback`, body: { kind: "correct" }, expect: 404 },
		"search by app": search({ app: marker }),
		"search by subject": search({ subject: "shared-subject" }),
		"search by session": search({ session: "shared-session" }),
		"search at all": search({}),
		"its letters": { path: "/v1/dead-letters", expect: 200 },
		replay: { path: "/v1/dead-letters/replay", body: { ids: [letterId] }, expect: 200 },
		"its active version": { path: `/v1/policies/active?app=${marker}`, expect: 404 },
		tenants: { path: "/v1/admin/tenants", expect: 200 },
		apps: { path: "/v1/admin/apps", expect: 200 },
		"its changes": { path: "/v1/changes", expect: 200 },
		tools: { path: "/v1/admin/tools", expect: 200 },
		keys: { path: "/v1/admin/keys", expect: 200 },
		configuration: { path: "/v1/admin/config", expect: 200 },
		"configure its app": { method: "PUT", path: "/v1/admin/config", body: { app: marker, layer: {}, reason: "r" }, expect: 404 },
		"retire its app": { method: "DELETE", path: `/v1/admin/apps/${marker}`, expect: 404 },
		"retire its tool": { method: "DELETE", path: `/v1/admin/tools/${marker}`, expect: 404 },
		"rotate its key": { path: `/v1/admin/keys/${keyId}/rotate`, body: {}, expect: 404 },
		"revoke its key": { method: "DELETE", path: `/v1/admin/keys/${keyId}`, expect: 404 },
		"change it": { method: "PUT", path: "/v1/admin/tenants/theirs", body: { title: "Ours" }, expect: 403 },
	};
}

async function stateOf(tenant: string): Promise<string> {
	const tables = {
		CONTROL: ["epochs", "tenants", "apps", "tools", "config_versions", "keys"],
		LEDGER: ["decisions", "decision_rules", "feedback", "dead_letters"],
	};
	const rows: unknown[] = [];
	for (const [db, names] of Object.entries(tables) as ["CONTROL" | "LEDGER", string[]][]) {
		for (const name of names) {
			const found = await env[db].prepare(`SELECT * FROM ${name} WHERE tenant = ?`).bind(tenant).all();
			rows.push(name, found.results);
		}
	}
	return JSON.stringify(rows);
}

describe("a tenant that asks for another's things", () => {
	test.each(ROLES)("as %s sees none and changes none", async (role) => {
		const before = await stateOf("theirs");
		for (const [name, { expect: status, ...call }] of Object.entries(probes(theirs))) {
			const answer = await send(service, { ...call, key: mine.keys[role] });
			expect([status, 403], `${name}: ${answer.text}`).toContain(answer.status);
			if (role === "admin") expect(answer.status, name).toBe(["its letters", "replay"].includes(name) ? 200 : status);
			expect(answer.text, name).not.toContain(theirs.marker);
			expect(answer.text, name).not.toContain(theirs.decisionId);
		}
		expect(await stateOf("theirs")).toBe(before);
	});

	test("would have seen them with its own key: the probes do look at something", async () => {
		const seen = Object.entries(probes(theirs)).filter(
			([, { method, path }]) => method === undefined && !/rotate|replay/.test(path),
		);
		for (const [name, { expect: _, ...call }] of seen) {
			const answer = await send(service, { ...call, key: theirs.keys.admin });
			expect(answer.status, `${name}: ${answer.text}`).toBeLessThan(300);
		}
		const searched = await send(service, { ...search("shared-subject"), key: theirs.keys.auditor });
		expect(searched.text).toContain(theirs.decisionId);
		const letters = await send(service, { path: "/v1/dead-letters", key: theirs.keys.operator });
		expect(letters.text).toContain(theirs.letterId);
	});

	test("gets nothing by naming one in its own request", async () => {
		const named = { stage: "input", app: "support-bot", content: [{ role: "user", text: "Hello" }] };
		for (const field of ["tenant", "principal", "role"]) {
			const answer = await send(service, { path: "/v1/decide", key: mine.keys.app, body: { ...named, [field]: "theirs" } });
			expect(answer.status).toBe(422);
		}
		const headers = { "x-tenant": "theirs", "x-edict-tenant": "theirs" };
		const answer = await send(service, { path: "/v1/decide", key: mine.keys.app, body: named, headers });
		expect(answer.status).toBe(200);
		expect(queue.sent.at(-1)?.record.tenant).toBe("mine");
	});
});

const search = (subject: string): Call => ({ path: "/v1/decisions/search", body: { subject } });

test("the same subject of two tenants has unrelated tokens", () => {
	const tokens = queue.sent.flatMap(({ record }) => ("stage" in record ? (record.input?.subject.token ?? []) : []));
	expect(new Set(tokens).size).toBe(2);
});

describe("a key for other apps", () => {
	const about = { stage: "input", app: "support-bot", content: [{ role: "user", text: "Hello" }] };
	let keys: Record<Role, string>;
	let decisionId: string;
	beforeAll(async () => {
		keys = await keysInState("mine", {}, { apps: [mine.marker] });
		const decided = (await send(service, { path: "/v1/decide", key: mine.keys.app, body: about })).json as Decision;
		decisionId = decided.decision_id;
		await deliver(service, [queue.sent.at(-1)]);
	});

	test("decides about its own alone, also within a batch", async () => {
		const alone = await send(service, { path: "/v1/decide", key: keys.app, body: about });
		expect(v.parse(Problem, alone.json)).toMatchObject({ code: "app-unknown", status: 403 });
		const own = { ...about, app: mine.marker };
		const batch = await send(service, { path: "/v1/decide/batch", key: keys.app, body: { requests: [own, about, own] } });
		expect(batch.json).toMatchObject({ decisions: [{ decision: "allow" }, { code: "app-unknown" }, { decision: "allow" }] });
	});

	test("as app reads of its own alone, and of the tools", async () => {
		const listed = async (what: string) => (await send(service, { path: `/v1/admin/${what}`, key: keys.app })).json;
		expect(await listed("apps")).toEqual({ apps: [expect.objectContaining({ name: mine.marker })] });
		expect(await listed("tools")).toMatchObject({
			tools: expect.arrayContaining([expect.objectContaining({ name: mine.marker })]),
		});
	});

	test.each(["auditor", "operator", "author"] as const)("as %s reads of its own alone", async (role) => {
		const key = keys[role];
		expect((await send(service, { path: `/v1/decisions/${decisionId}`, key })).status).toBe(404);
		expect((await send(service, { path: `/v1/decisions/${mine.decisionId}`, key })).status).toBe(200);
		const found = (await send(service, { path: "/v1/decisions/search", key, body: {} })).json as { decisions: { app: string }[] };
		expect(new Set(found.decisions.map(({ app }) => app))).toEqual(new Set([mine.marker]));
		expect((await send(service, { path: "/v1/policies/active?app=support-bot", key })).status).toBe(404);
		expect((await send(service, { path: "/v1/admin/apps", key })).json).toMatchObject({ apps: [{ name: mine.marker }] });
		const feedback = { path: `/v1/decisions/${decisionId}/feedback`, key, body: { kind: "correct" } };
		expect((await send(service, feedback)).status).toBe(404);
	});
});

describe("a browser key", () => {
	const browser = GUARDED.filter(([, route]) => route.browser === true);
	const rest = GUARDED.filter(([, route]) => route.browser !== true);
	let key: string;
	beforeAll(async () => {
		key = await keyInState("mine", { origins: [ORIGIN] });
	});

	test("decides from its origin, and does nothing else", async () => {
		const from = (id: keyof typeof ROUTES) => ({ ...callOf(id, mine), key, headers: { origin: ORIGIN } });
		expect(await walk(browser, from)).toEqual(all(browser, 200));
		expect(await walk(rest, from)).toEqual(all(rest, 403));
	});

	test.each(["https://evil.example", "http://shop.example", "https://shop.example:444", "null", ""])(
		"does nothing from %j",
		async (origin) => {
			const headers: Record<string, string> = origin === "" ? {} : { origin };
			expect(await walk(GUARDED, (id) => ({ ...callOf(id, mine), key, headers }))).toEqual(all(GUARDED, 403));
		},
	);

	test("lets its own origin read the answer, also that of a wrong request, and no other", async () => {
		const ask = (origin: string, body: unknown) => send(service, { path: "/v1/decide", key, body, headers: { origin } });
		const right = await ask(ORIGIN, callOf("decide", mine).body);
		expect(right.headers.get("access-control-allow-origin")).toBe(ORIGIN);
		expect(right.headers.get("access-control-expose-headers")).toContain("edict-decision-id");
		expect(right.headers.get("vary")).toContain("origin");
		expect((await ask(ORIGIN, {})).headers.get("access-control-allow-origin")).toBe(ORIGIN);
		expect((await ask("https://evil.example", {})).headers.get("access-control-allow-origin")).toBeNull();
	});

	test("is the only kind that another site may use", async () => {
		const answer = await send(service, { ...callOf("decide", mine), key: mine.keys.app, headers: { origin: ORIGIN } });
		expect(answer.status).toBe(200);
		expect(answer.headers.get("access-control-allow-origin")).toBeNull();
	});
});

describe("whatever is asked", () => {
	const harmless = (answer: Answer) => ({
		sniff: answer.headers.get("x-content-type-options"),
		cached: answer.headers.get("cache-control") !== null,
		cookie: answer.headers.get("set-cookie"),
	});
	const SAFE = { sniff: "nosniff", cached: true, cookie: null };

	test("a path that is none is not found, with or without a key", async () => {
		for (const path of ["/v1", "/v1/decide/", "/v1/decisions", "/v2/decide", "/v1/admin/tenants/a/b", "/.env"]) {
			for (const key of [undefined, mine.keys.admin]) {
				const answer = await send(service, { path, ...(key === undefined ? {} : { key }) });
				expect(v.parse(Problem, answer.json), path).toMatchObject({ code: "not-found", status: 404 });
				expect(harmless(answer)).toEqual(SAFE);
			}
		}
	});

	test("a method that a path does not take is refused, and those that it takes are named", async () => {
		for (const path of new Set(TABLE.map(([, route]) => route.path))) {
			const taken = TABLE.filter(([, route]) => route.path === path).map(([, route]) => route.method as string);
			for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"].filter((name) => !taken.includes(name))) {
				const answer = await send(service, { method, path: path.replace(/:\w+/, "x"), key: mine.keys.admin });
				// `/v1/policies/active` and the like are also names of another path's parameter, which takes the method.
				if (answer.status !== 405) expect(path, `${method} ${path} ${answer.status}`).toMatch(/search|export|active|replay/);
				else expect(answer.headers.get("allow")?.split(", ")).toEqual(expect.arrayContaining(taken));
				expect(harmless(answer)).toEqual(SAFE);
			}
		}
	});

	test("a preflight tells what a browser key may do, and of other routes nothing", async () => {
		for (const [id, route] of TABLE) {
			const { path } = callOf(id, mine);
			const headers = { origin: ORIGIN, "access-control-request-method": route.method };
			const answer = await send(service, { method: "OPTIONS", path, headers });
			expect(answer.status).toBe(204);
			expect(answer.headers.get("access-control-allow-origin"), id).toBe(route.browser === true ? ORIGIN : null);
			expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
		}
	});

	test("only public documents are cached, and nothing is sniffed", async () => {
		for (const [id, route] of TABLE) {
			const answer = await send(service, { ...callOf(id, mine), key: mine.keys.auditor });
			expect(harmless(answer), id).toEqual(SAFE);
			// What a digest names never changes, nor does what a log has shown; whoever holds the key may keep it.
			const own = answer.headers.get("cache-control") === "private, max-age=31536000, immutable";
			expect(own, id).toBe(["document", "versionFile", "logTile"].includes(id));
			const cached = !own && answer.headers.get("cache-control") !== "no-store";
			expect(cached, id).toBe(["openapi", "docs", "jwks", "publicCheckpoint", "publicTile", "publicVkey"].includes(id));
			if (cached) expect(route.roles).toBe("public");
		}
	});

	test("a question for the head alone needs a key as well", async () => {
		expect((await send(service, { method: "HEAD", path: "/v1/whoami" })).status).toBe(401);
		expect((await send(service, { method: "HEAD", path: "/v1/whoami", key: mine.keys.app })).status).toBe(200);
	});
});
