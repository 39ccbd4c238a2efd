// Batches, records, clocks, channels and refusals of OPA's surface: what a comparison with OPA cannot show.
import * as v from "valibot";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { OpaBatch, OpaData, OpaError } from "../../../src/contract/api-opa.ts";
import type { Role } from "../../../src/contract/names.ts";
import { DataRecord } from "../../../src/contract/record-data.ts";
import {
	CONTEXT_GRACE_MS,
	MAX_BODY_BYTES,
	MAX_OPA_BATCH,
	MAX_OPA_JSON_DEPTH,
	MAX_POLICY_INPUT_BYTES,
} from "../../../src/platform/limits.ts";
import { literalJson } from "../../../src/platform/literal-json.ts";
import { problem } from "../../../src/platform/problem.ts";
import { err, ok } from "../../../src/platform/result.ts";
import { tokeniser } from "../../../src/platform/token.ts";
import type { ServingVersion } from "../../../src/policy/version.ts";
import { buildVersion, contextOf, openSurface, type Surface } from "../../interop/opa/harness.ts";

let version: ServingVersion;
let surface: Surface;

beforeAll(async () => {
	version = await buildVersion();
});
beforeEach(() => {
	surface = openSurface(version);
});

async function send(
	path: string,
	body?: unknown,
	more: { on?: Surface; method?: string; headers?: Record<string, string> } = {},
) {
	const { on = surface, method = "POST", headers = {} } = more;
	const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
	const request = new Request(`http://edict.local${path}`, {
		method,
		headers: { authorization: "Bearer edk_test", ...headers },
		...(text === undefined ? {} : { body: text }),
	});
	const response = await on.fetch(request);
	const answer = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		text: answer,
		json: answer.startsWith("{") ? JSON.parse(answer) : undefined,
	};
}

const records = () => surface.records.map(({ record }) => v.parse(DataRecord, record));

describe("a batch", () => {
	const path = "/v1/batch/data/app/authz/when";
	const [good, bad] = [{ time: "2026-11-24T10:00:00Z" }, { time: "yesterday" }];

	it("answers each input under its id, in one hop", async () => {
		const answer = await send("/v1/batch/data/app/authz/allow", {
			inputs: { b: { user: "alice" }, a: { user: "bob" }, c: null },
		});
		expect(answer.status).toBe(200);
		const { responses } = v.parse(OpaBatch, answer.json);
		expect(Object.keys(responses ?? {})).toEqual(["a", "b", "c"]);
		expect(responses).toMatchObject({ a: { result: false }, b: { result: true }, c: { result: false } });
		expect(answer.text).not.toContain("http_status_code");
		expect(surface.asked).toEqual({ hops: 1, evaluations: 3 });
		expect(records()).toHaveLength(3);
		expect(new Set(records().map(({ decision_id }) => decision_id))).toEqual(
			new Set(Object.values(responses ?? {}).map((one) => one.decision_id)),
		);
	});

	it("says of each what became of it when some fail", async () => {
		const answer = await send(`${path}?strict-builtin-errors`, { inputs: { good, bad } });
		expect(answer.status).toBe(207);
		expect(v.parse(OpaBatch, answer.json).responses).toMatchObject({
			good: { result: 1795514400000000000, http_status_code: "200" },
			bad: { code: "internal_error", errors: [{ code: "eval_builtin_error" }], http_status_code: "500" },
		});
		expect(answer.text).toContain("1795514400000000000");
	});

	it("fails as a whole when all fail", async () => {
		const answer = await send(`${path}?strict-builtin-errors`, { inputs: { x: bad, y: bad } });
		expect(answer.status).toBe(500);
		expect(Object.keys(answer.json.responses)).toEqual(["x", "y"]);
		expect(answer.text).not.toContain("http_status_code");
	});

	it("lays what all have in common under each input", async () => {
		const answer = await send("/v1/batch/data/app/authz/echo", {
			common_input: { user: "alice", deep: { a: 1, b: 2 }, list: [1] },
			inputs: { own: { deep: { b: 3 }, list: [2] }, none: null, text: "x" },
		});
		expect(v.parse(OpaBatch, answer.json).responses).toMatchObject({
			own: { result: { user: "alice", deep: { a: 1, b: 3 }, list: [2] } },
			none: { result: { user: "alice", deep: { a: 1, b: 2 }, list: [1] } },
			text: { result: "x" },
		});
	});

	it.each(["", "{}", "null", '{"inputs":null}', '{"input":{}}'])("without inputs warns: %j", async (body) => {
		const answer = await send(path, body);
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({
			batch_decision_id: expect.any(String),
			warning: { code: "api_usage_warning", message: "'inputs' key missing from the request" },
		});
		expect(records()).toEqual([]);
	});

	it("of an undefined path has no results, and of no inputs no answers", async () => {
		const answer = await send("/v1/batch/data/app/nobody", { inputs: { a: 1 } });
		expect([answer.status, answer.json.responses.a]).toEqual([200, { decision_id: expect.any(String) }]);
		expect((await send("/v1/batch/data/app", { inputs: {} })).json.responses).toEqual({});
	});

	it("keeps numbers as they are written", async () => {
		const answer = await send(
			"/v1/batch/data/app/authz/echo?pretty=true",
			'{"inputs":{"a":{"n":1.50,"big":12345678901234567890}}}',
		);
		expect(answer.text).toContain('"n": 1.50');
		expect(answer.text).toContain('"big": 12345678901234567890');
	});

	it.each(["[1]", '{"inputs":[1]}', '{"inputs":"x"}', "{"])("is refused when it is malformed: %s", async (body) => {
		const answer = await send(path, body);
		expect([answer.status, v.parse(OpaError, answer.json).code]).toEqual([400, "invalid_parameter"]);
	});

	it("has a bound", async () => {
		const inputs = (count: number) => ({
			inputs: Object.fromEntries(Array.from({ length: count }, (_, index) => [`i${index}`, 1])),
		});
		expect((await send("/v1/batch/data/app/authz/echo", inputs(MAX_OPA_BATCH))).status).toBe(200);
		expect((await send("/v1/batch/data/app/authz/echo", inputs(MAX_OPA_BATCH + 1))).status).toBe(400);
	});
});

describe("a record", () => {
	it("names version, path, clock and seed, and holds no content", async () => {
		const answer = await send("/v1/data/app/authz/echo", { input: { secret: "zebra" } });
		const [record] = records();
		expect(record).toMatchObject({
			...{ decision_id: answer.json.decision_id, tenant: "demo", principal: "tester", source: "edict", path: "app/authz/echo" },
			...{ epoch: 3, outcome: "decided", replayable: false, seed: answer.json.decision_id, clock: "1795521600000000000" },
			policy: { name: "interop", digest: version.digest, revision: "2026.11.1", channel: "stable" },
		});
		expect(record?.input).toMatch(/^t1\./);
		expect(JSON.stringify(surface.records)).not.toContain("zebra");
		expect(answer.headers.get("edict-decision-id")).toBe(answer.json.decision_id);
		expect(answer.headers.get("edict-policy-digest")).toBe(version.digest);
	});

	it("digests the value, not its spelling", async () => {
		await send("/v1/data/app/authz/echo", '{"input":{"a":1,"b":2}}');
		await send("/v1/data/app/authz/echo", '{"input": {"b": 2, "a": 1}}');
		await send("/v1/data/app/authz/echo", '{"input": {"b": 2, "a": 1.0}}');
		const [first, second, third] = records();
		expect(first?.input).toBe(second?.input);
		expect(first?.result).toBe(second?.result);
		expect(third?.input).not.toBe(first?.input);
	});

	it("has the digests that an agent's record of the same values has", async () => {
		const text = '{"z":[1.50,{"é":"<\\u2028&>","a":null}],"a":"x"}';
		await send("/v1/data/app/authz/echo", `{"input":${text}}`);
		const canonical = literalJson(text);
		const tokens = tokeniser(new Uint8Array(32).fill(7), [1]);
		const [record] = records();
		expect(record?.input).toBe(canonical.ok && (await tokens.token("demo", "input", canonical.value)));
		expect(record?.result).toBe(canonical.ok && (await tokens.token("demo", "result", canonical.value)));
	});

	it("is made of undefined documents and of failures too, not of what is no question", async () => {
		await send("/v1/data/app/nobody", { input: 1 });
		await send("/v1/data/app/authz/when?strict-builtin-errors", { input: { time: "yesterday" } });
		await send("/v1/data/app/authz/when", "{");
		expect(records().map(({ outcome, error, result }) => [outcome, error, result])).toEqual([
			["decided", undefined, undefined],
			["unavailable", "eval_builtin_error", undefined],
		]);
	});

	it.each(["/v1/data/app/authz/allow", "/v0/data/app/authz/allow", "/v1/batch/data/app/authz/allow", "/"])(
		"that cannot be kept keeps the answer back: %s",
		async (path) => {
			surface.recording = false;
			const answer = await send(path, { inputs: { a: 1 } });
			expect(answer.status).toBe(503);
			expect(v.parse(OpaError, answer.json).code).toBe("internal_error");
			expect(answer.text).not.toContain("result");
		},
	);

	it("gives the same answer again: clock and seed are all that a policy of facts stands on", async () => {
		const answer = await send("/v1/data/facts", { input: 1 });
		const [record] = records();
		const context = { timeNs: BigInt(record?.clock ?? 0), seed: record?.seed ?? "" };
		const ask = () => version.evaluate([{ entrypoint: "facts", input: "1", mode: "lenient", format: "json", context }]);
		const [first] = await ask();
		expect(first?.ok && JSON.parse(first.value)[0].result).toEqual(answer.json.result);
		expect((await ask())[0]).toEqual(first);
	});
});

describe("a question", () => {
	it("about much is one hop", async () => {
		await send("/v1/data", { input: {} });
		expect(surface.asked.hops).toBe(1);
	});

	it("of one rule evaluates that rule alone", async () => {
		await send("/v1/data/app/authz/nested/list/0", { input: {} });
		expect(surface.asked).toEqual({ hops: 1, evaluations: 1 });
	});

	it("about data alone evaluates nothing, and has a record all the same", async () => {
		expect((await send("/v1/data/app/base/big", { input: {} })).text).toContain("12345678901234567890");
		expect(surface.asked.hops).toBe(0);
		expect(records()).toHaveLength(1);
	});

	it.each(["GET /v1/data/app/%FF", "POST /v1/data/%C3%28", "POST /v0/data/app/%FF", "POST /v1/batch/data/app/%FF"])(
		"whose path is no UTF-8 is none, in OPA's words: %s",
		async (asked) => {
			const [method = "", path = ""] = asked.split(" ");
			const body = method === "GET" ? undefined : { inputs: { a: 1 } };
			const answer = await send(path, body, { method });
			const message = "invalid_parameter: invalid path: failed to parse query";
			expect([answer.status, answer.json]).toEqual([500, { code: "internal_error", message }]);
			expect(records()).toEqual([]);
		},
	);

	it("is bound in size and depth", async () => {
		const deep = (depth: number) => `{"input":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
		expect((await send("/v1/data/app/authz/allow", deep(MAX_OPA_JSON_DEPTH))).status).toBe(200);
		const deeper = await send("/v1/data/app/authz/allow", deep(MAX_OPA_JSON_DEPTH + 1));
		expect([deeper.status, deeper.json.message]).toEqual([400, "body contains malformed input document: exceeded max depth"]);
		const large = await send("/v1/data/app/authz/allow", { input: "x".repeat(MAX_POLICY_INPUT_BYTES) });
		expect([large.status, large.json.code]).toEqual([400, "invalid_parameter"]);
		const larger = await send("/v1/data/app/authz/allow", { input: "x".repeat(MAX_BODY_BYTES) });
		expect([larger.status, larger.json.message]).toEqual([400, expect.stringContaining("request body too large")]);
	});

	it("that unzips to more than the bound is refused", async () => {
		const zipped = new Response(`{"input":"${"x".repeat(MAX_BODY_BYTES)}"}`).body?.pipeThrough(new CompressionStream("gzip"));
		const request = new Request("http://edict.local/v1/data/app/authz/allow", {
			...{ method: "POST", headers: { authorization: "Bearer x", "content-encoding": "gzip" } },
			body: await new Response(zipped).arrayBuffer(),
		});
		const answer = await surface.fetch(request);
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain("decompressed size exceeds limit");
	});

	it("may name a channel, which must be one", async () => {
		expect((await send("/v1/data/app/authz/allow", {}, { headers: { "edict-channel": "stable" } })).status).toBe(200);
		const answer = await send("/v1/data/app/authz/allow", {}, { headers: { "edict-channel": "nightly" } });
		expect([answer.status, v.parse(OpaError, answer.json).code]).toEqual([400, "invalid_parameter"]);
	});

	it("is refused when its version cannot serve or is lost, or the context is away", async () => {
		const gone = openSurface(version, { versions: { find: async () => err("corrupt") } });
		expect((await send("/v1/data/app/authz/allow", {}, { on: gone })).status).toBe(503);
		const lost = openSurface({ ...version, evaluate: async (asked) => asked.map(() => err({ reason: "lost" })) });
		expect((await send("/v1/data/app/authz/allow", {}, { on: lost })).status).toBe(503);
		expect(lost.records).toHaveLength(1);
		const away = openSurface(version, { loadContext: async () => err("unavailable") });
		expect((await send("/v1/data/app/authz/allow", {}, { on: away })).status).toBe(503);
		expect((await send("/v1/data/nobody", {}, { on: gone })).json).toMatchObject({ decision_id: expect.any(String) });
		// INVARIANT 2: each of the refusals is on record, with the version that could not serve.
		expect(gone.records.map(({ record }) => v.parse(DataRecord, record))).toMatchObject([
			{
				...{ outcome: "unavailable", error: "version-corrupt", path: "app/authz/allow", epoch: 3 },
				policy: { name: "interop", digest: version.digest, revision: "2026.11.1", channel: "stable" },
			},
			{ outcome: "decided", path: "nobody" },
		]);
	});

	it("that breaks the service is told in OPA's shape, without its reason", async () => {
		const broken = openSurface({ ...version, evaluate: () => Promise.reject(new Error("zebra")) });
		const answer = await send("/v1/data/app/authz/allow", {}, { on: broken });
		expect([answer.status, v.parse(OpaError, answer.json).code]).toEqual([500, "internal_error"]);
		expect(answer.text).not.toContain("zebra");
	});

	it("names this service and the revisions, and not a time that clients could not read", async () => {
		const { provenance } = v.parse(OpaData, (await send("/v1/data/app?provenance", {})).json);
		expect(provenance?.bundles).toEqual({ interop: { revision: "2026.11.1" } });
		expect(provenance).not.toHaveProperty("build_timestamp");
	});
});

describe("base data", () => {
	const kind = (of: "guard" | "general") => ({ ...version, manifest: { ...version.manifest, kind: of } }) as ServingVersion;
	const asked = async (role: Role, of: "guard" | "general", path: string) => {
		const on = openSurface(kind(of), {}, { role });
		return (await send(path, { input: { user: "alice" } }, { on })).json;
	};

	it("of the guard is nothing that an app's key is told, at its path or above; decisions are", async () => {
		expect(await asked("app", "guard", "/v1/data/app/base/big")).not.toHaveProperty("result");
		expect((await asked("app", "guard", "/v1/data/app")).result).not.toHaveProperty("base");
		expect((await asked("app", "guard", "/v1/data")).result.app).not.toHaveProperty("base");
		expect((await asked("app", "guard", "/v1/data/app/authz/allow")).result).toBe(true);
	});

	it("is told to those who may explain, and of other policies to all", async () => {
		for (const [role, of] of [
			["author", "guard"],
			["operator", "guard"],
			["app", "general"],
		] as const) {
			expect(await asked(role, of, "/v1/data/app/base/big")).toHaveProperty("result");
		}
	});
});

describe("a version that cannot serve", () => {
	const NEXT = `sha256:${"b".repeat(64)}`;
	const now = Date.UTC(2026, 10, 24, 12);
	type Apps = ReturnType<typeof contextOf>["apps"];
	/** The interop policy, moved on to a version that is not there at `since`, and beside it one that never was. */
	const moved = (since: number, more: { apps?: Apps; other?: boolean } = {}) => {
		const context = contextOf(version);
		const target = { digest: NEXT, revision: "next", epoch: 4, since };
		const { interop } = context.pointer.policies;
		return {
			...context,
			...(more.apps === undefined ? {} : { apps: more.apps }),
			pointer: {
				...context.pointer,
				policies: {
					interop: { roots: interop?.roots ?? [], channels: { stable: more.other ? interop?.channels.stable : target } },
					...(more.other ? { other: { roots: ["other"], channels: { stable: target } } } : {}),
				},
			},
		} as ReturnType<typeof contextOf>;
	};
	/** A surface whose first question is answered by the version that was before. */
	async function afterOne(then: ReturnType<typeof moved>, on: { apps?: string[] } = {}) {
		let context = contextOf(version);
		const surface = openSurface(
			version,
			{ loadContext: async () => ok({ context, degraded: false }) },
			{ apps: on.apps ?? ["*"] },
		);
		expect((await send("/v1/data/app/authz/allow", { input: {} }, { on: surface })).status).toBe(200);
		context = then;
		surface.records.length = 0;
		return surface;
	}
	const recordsOf = (on: Surface) => on.records.map(({ record }) => v.parse(DataRecord, record));

	it("leaves the one before to go on, degraded, for its grace", async () => {
		const on = await afterOne(moved(now - CONTEXT_GRACE_MS + 1));
		const answer = await send("/v1/data/app/authz/allow", { input: { user: "alice" } }, { on });
		expect([answer.status, answer.json.result]).toEqual([200, true]);
		expect(answer.headers.get("edict-policy-digest")).toBe(version.digest);
		expect(recordsOf(on)).toMatchObject([{ outcome: "degraded", policy: { digest: version.digest } }]);
	});

	it("is refused when the grace is over, where none was before, and to an app of the strictest tier", async () => {
		const late = await afterOne(moved(now - CONTEXT_GRACE_MS));
		const none = openSurface(version, { loadContext: async () => ok({ context: moved(now), degraded: false }) });
		const apps = new Map([["bank", { tier: 1 }]]) as unknown as Apps;
		const strict = await afterOne(moved(now, { apps }), { apps: ["bank"] });
		for (const on of [late, none, strict]) {
			expect((await send("/v1/data/app/authz/allow", { input: {} }, { on })).status).toBe(503);
			expect(recordsOf(on)).toMatchObject([{ outcome: "unavailable", policy: { digest: NEXT, revision: "next" } }]);
		}
	});

	it("keeps no other policy from answering, and is named where a document would lack it", async () => {
		const loadContext = async () => ok({ context: moved(now, { other: true }), degraded: false } as const);
		const on = openSurface(version, { loadContext });
		expect((await send("/v1/data/app/authz/allow", { input: {} }, { on })).status).toBe(200);
		for (const path of ["/v1/data", "/v1/data/other/x"]) {
			const answer = await send(path, { input: {} }, { on });
			expect([answer.status, answer.json.message]).toEqual([503, "policy other cannot be evaluated (unknown)"]);
		}
		const unread = { sources: async (_: string, { digest }: { digest: string }) => (digest === NEXT ? undefined : []) };
		const listed = openSurface(version, { loadContext, ...unread });
		const look = (path: string) => send(path, undefined, { on: listed, method: "GET" });
		expect(await look("/opa/v1/policies")).toMatchObject({ status: 200, json: { result: [] } });
		expect(await look("/opa/v1/policies/other/a.rego")).toMatchObject({ status: 503 });
		expect((await look("/opa/v1/status")).json.result.bundles).toMatchObject({
			interop: { active_revision: "2026.11.1" },
			other: { code: "bundle_error", message: "the version cannot serve: unknown" },
		});
	});
});

describe("explain", () => {
	it("is warned of where nothing can explain, and OPA's own warning comes first", async () => {
		const answer = await send("/v1/data/app/authz/allow?explain=full", { input: {} });
		expect(v.parse(OpaData, answer.json).warning?.message).toContain("'explain' is not available");
		expect((await send("/v1/data/app/authz/allow?explain=full", {})).json.warning.message).toContain("'input' key missing");
	});

	it("is told where something can", async () => {
		const explained = openSurface(version, {
			explain: async (_tenant, _served, _terms, _question, { mode }) => ok(JSON.stringify([mode])),
		});
		const answer = await send("/v1/data/app/authz/allow?explain=fails", { input: {} }, { on: explained });
		expect(v.parse(OpaData, answer.json).explanation).toEqual(["fails"]);
	});
});

describe("the prefix /opa", () => {
	it.each(["/v1/data/app/authz/allow", "/v0/data/app/authz/allow", "/v1/batch/data/app/authz/allow", "/", "", "/health"])(
		"has %s",
		async (path) => {
			const method = path === "/health" ? "GET" : "POST";
			const answer = await send(`/opa${path}`, method === "GET" ? undefined : { input: { user: "alice" } }, { method });
			// The default decision of this body is undefined.
			expect(answer.status).toBe(path === "" || path === "/" ? 404 : 200);
		},
	);

	it("keeps redirects within it", async () => {
		const answer = await send("/opa/v1/data/app/", "{}");
		expect([answer.status, answer.headers.get("location")]).toEqual([301, "/opa/v1/data/app"]);
	});

	it("tells policies, one policy, configuration and status", async () => {
		const look = async (path: string) => (await send(`/opa/v1${path}`, undefined, { method: "GET" })).json;
		const policy = { id: "interop/app/authz.rego", raw: "package app.authz", ast: null };
		expect(await look("/policies")).toEqual({ result: [policy] });
		expect(await look("/policies/interop/app/authz.rego")).toEqual({ result: policy });
		expect(await look("/policies/none.rego")).toMatchObject({ code: "resource_not_found" });
		expect((await look("/config")).result).toMatchObject({ default_decision: "/app/start/main", bundles: { interop: {} } });
		expect((await look("/status")).result).toMatchObject({
			bundles: { interop: { active_revision: "2026.11.1", digest: version.digest } },
			plugins: { control: { state: "OK" } },
		});
	});

	it("answers what is not there as OPA does", async () => {
		const answer = await send("/opa/v1/nothing");
		expect([answer.status, answer.text]).toEqual([404, "404 page not found\n"]);
	});
});

describe("what a compiled policy cannot do", () => {
	it.each([
		["PUT", "/v1/data/app", 405, "publish a version"],
		["PATCH", "/opa/v1/data", 405, "publish a version"],
		["DELETE", "/v1/data/app/x", 405, "publish a version"],
		["PUT", "/opa/v1/policies/a.rego", 405, "publish a version"],
		["GET", "/v1/query?q=x", 501, "make the query a rule"],
		["POST", "/opa/v1/query", 501, "make the query a rule"],
		["POST", "/v1/compile", 501, "write the rule that gives the filter"],
		["POST", "/v1/compile/app/filter", 501, "write the rule that gives the filter"],
	])("%s %s tells the way", async (method, path, status, way) => {
		const answer = await send(path, method === "GET" ? undefined : "{}", { method });
		expect(answer.status).toBe(status);
		expect(v.parse(OpaError, answer.json)).toMatchObject({ code: "invalid_operation", message: expect.stringContaining(way) });
	});
});

describe("health", () => {
	const health = (on: Surface, path: string) => send(path, undefined, { on, method: "GET" });

	it("tells what is not well, as it is asked", async () => {
		const ill = openSurface(version, { health: async () => ({ bundles: ["guard"], plugins: { control: true, ledger: false } }) });
		const statuses = await Promise.all(
			[
				"/health",
				"/health?bundles",
				"/health?plugins",
				"/health?plugins&exclude-plugin=ledger",
				"/health/live",
				"/health/ready",
			].map(async (path) => (await health(ill, path)).status),
		);
		expect(statuses).toEqual([200, 500, 500, 200, 200, 500]);
		expect((await health(ill, "/health?bundles")).json).toEqual({ error: "one or more bundles are not activated: guard" });
		expect((await health(surface, "/health/ready")).json).toEqual({});
	});
});

describe("counters", () => {
	it("tell answers by their outcome, and records that could not be kept", async () => {
		await send("/v1/batch/data/app/authz/when?strict-builtin-errors", { inputs: { a: { time: "yesterday" }, b: {}, c: {} } });
		surface.recording = false;
		await send("/v1/data/app/authz/allow", {});
		const { text } = await send("/metrics", undefined, { method: "GET" });
		expect(text).toContain('edict_data_decisions_total{outcome="decided"} 2\n');
		expect(text).toContain('edict_data_decisions_total{outcome="unavailable"} 1\n');
		expect(text).toContain("edict_records_failed_total 1\n");
	});
});

describe("a quota", () => {
	it("that is used up refuses in OPA's shape", async () => {
		const spent = openSurface(version, {
			loadContext: async () => ok({ context: { ...contextOf(version), quota: { perDay: 2, left: 2 } }, degraded: false }),
		});
		const answer = await send("/v1/batch/data/app", { inputs: { a: 1, b: 2, c: 3 } }, { on: spent });
		expect([answer.status, v.parse(OpaError, answer.json).message]).toEqual([429, problem("quota-exceeded").title]);
		expect(spent.records).toEqual([]);
	});
});
