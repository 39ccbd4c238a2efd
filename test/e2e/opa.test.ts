// OPA's clients and the interop requests against the whole service: a policy is published, activated and asked over HTTP.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as opa from "@open-policy-agent/opa";
import * as opaApi from "@open-policy-agent/opa/sdk/sdk";
import * as styra from "@styra/opa";
import * as styraApi from "@styra/opa/sdk/sdk";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { registerKey, senderTo } from "../../scripts/bench/stored-versions.ts";
import { buildGeneral } from "../../src/cli/policy/build-general.ts";
import { signRelease, uploadOf } from "../../src/cli/policy/upload.ts";
import { DataRecord } from "../../src/contract/record-data.ts";
import { comparable } from "../interop/opa/compare.ts";
import { type Answered, exchange } from "../interop/opa/exchange.ts";
import { DEFAULT_DECISION, ENTRYPOINTS, POLICIES } from "../interop/opa/harness.ts";
import type { Asked } from "../interop/opa/requests.ts";
import { type Service, startService } from "./service.ts";

type Vector = { readonly asked: Asked; readonly opa: Answered; readonly edict?: Answered };

const FOLDER = join(import.meta.dirname, "../vectors/opa-rest");
const vectors = readdirSync(FOLDER).flatMap(
	(file) => (JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { vectors: Vector[] }).vectors,
);
let service: Service;
let digest: string;
let headers: Record<string, string>;

beforeAll(async () => {
	service = await startService();
	headers = { authorization: `Bearer ${service.local.keys.app}` };
	const build = await buildGeneral(POLICIES, { policy: "interop", revision: "2026.11.1", entrypoints: ENTRYPOINTS });
	digest = build.digest;
	const key = await registerKey(senderTo(service.local.url, service.local.keys.admin));
	const upload = uploadOf(build.files, await signRelease(build.files, key));
	const published = await fetch(`${service.local.url}/v1/policies/interop/versions`, {
		...{ method: "POST", headers: { authorization: `Bearer ${service.local.keys.admin}` }, body: upload },
	});
	expect(published.status, await published.text()).toBe(201);
	const body = { channel: "stable", digest, reason: "interop" };
	const activated = await service.send("POST", "/v1/policies/interop/activate", { key: service.local.keys.operator, body });
	expect(activated.status, await activated.text()).toBeLessThan(300);
	const tenant = { title: "Local", default_decision: DEFAULT_DECISION };
	const put = await service.send("PUT", "/v1/admin/tenants/local", { key: service.local.operator_key, body: tenant });
	expect(put.status, await put.text()).toBe(200);
	await vi.waitFor(async () => expect((await ask("/", { user: "alice" })).status).toBe(200), { timeout: 8_000, interval: 100 });
}, 120_000);
afterAll(() => service?.end());

function ask(path: string, body: unknown): Promise<Response> {
	return service.send("POST", path, { key: service.local.keys.app, body });
}

/** The guard is a policy of the tenant too, and part of the document above all. */
const ofOneApplication = vectors.filter(
	({ asked, opa: { status } }) => status !== 200 || !/^\/v[01]\/data(?:$|\?)/.test(asked.path),
);

describe("over HTTP this service answers as OPA:", () => {
	it.each(ofOneApplication)("$asked.name", async ({ asked, opa: theirs, edict }) => {
		const expected = edict ?? theirs;
		const answer = comparable(await exchange(service.local.url, asked, headers));
		expect(withoutFront(asked, expected, answer)).toEqual(expected);
	});

	it("but for the few that are about the document above all", () => {
		expect(vectors.length - ofOneApplication.length).toBeLessThan(6);
	});
});

/** The platform's front compresses what the service does not, where the client takes it. */
function withoutFront({ headers: sent }: Asked, expected: Answered, answer: Answered): Answered {
	const front = expected.headers["content-encoding"] === undefined && /gzip|br/.test(sent?.["accept-encoding"] ?? "");
	const { "content-encoding": _, ...others } = answer.headers;
	return front ? { ...answer, headers: others } : answer;
}

describe("a decision", () => {
	it("is found in the ledger under its id, with the version that made it", async () => {
		const answer = await ask("/v1/data/app/authz/allow", { input: { user: "alice" } });
		const { decision_id } = (await answer.json()) as { decision_id: string };
		const stored = await vi.waitFor(
			async () => {
				const found = await service.send("GET", `/v1/decisions/${decision_id}`, { key: service.local.keys.auditor });
				expect(found.status).toBe(200);
				return (await found.json()) as { record: unknown };
			},
			{ timeout: 8_000, interval: 100 },
		);
		expect(v.parse(DataRecord, stored.record)).toMatchObject({ path: "app/authz/allow", policy: { name: "interop", digest } });
		expect(answer.headers.get("edict-policy-digest")).toBe(digest);
	});

	it("of the guard is asked for in the same way, and both are one document", async () => {
		const all = (await (await ask("/v1/data", { input: {} })).json()) as { result: object };
		expect(Object.keys(all.result).sort()).toEqual(["app", "facts", "guard", "whole", "words"]);
		const guard = (await (await ask("/v1/data/guard/decision/decision", { input: {} })).json()) as { result: { action: string } };
		expect(guard.result.action).toBe("refuse");
	});
});

describe.each([
	["@open-policy-agent/opa", opa],
	["@styra/opa", styra],
])("%s, unchanged,", (_, { OPAClient }) => {
	const client = () => new OPAClient(service.local.url, { headers });
	const prefixed = () => new OPAClient(`${service.local.url}/opa`, { headers });
	const path = "app/authz/when";
	const [good, bad] = [{ time: "2026-11-24T10:00:00Z" }, { time: "yesterday" }];

	it("evaluates with an input, without one, and beneath the prefix", async () => {
		expect(await client().evaluate("app/authz/allow", { user: "alice" })).toBe(true);
		expect(await client().evaluate("app/authz/allow")).toBe(false);
		expect(await client().evaluate("app/authz/nested/a%2Fb")).toBe("slash");
		expect(await client().evaluate("app/authz/names", { names: ["b", "a"] })).toEqual(["a", "b"]);
		expect(await prefixed().evaluate("app/authz/allow", { user: "alice" })).toBe(true);
	});

	it("evaluates the default decision", async () => {
		expect(await client().evaluateDefault({ user: "alice" })).toEqual({ default: true, seen: "alice" });
		expect(await prefixed().evaluateDefault({ user: "bob" })).toEqual({ default: true, seen: "bob" });
	});

	it("evaluates batches: whole, mixed and failing", async () => {
		const whole = await client().evaluateBatch("app/authz/allow", { a: { user: "alice" }, b: { user: "bob" } });
		expect(whole).toEqual({ a: true, b: false });
		const mixed = await client().evaluateBatch("app/authz/both", { fine: { both: false, x: 1 }, wrong: { both: true } });
		expect(mixed.wrong).toMatchObject({ code: "internal_error" });
		await expect(client().evaluateBatch("app/authz/both", { x: { both: true }, y: { both: true } })).rejects.toThrow();
		expect(
			await client()
				.evaluateBatch("app/authz/both", { x: { both: true } }, { rejectMixed: false })
				.catch(() => "failed"),
		).toBe("failed");
		expect(await client().evaluateBatch(path, { good, bad })).toMatchObject({ good: 1795514400000000000 });
	});

	it("tells what went wrong", async () => {
		await expect(client().evaluate("app/authz/both", { both: true })).rejects.toThrow("error(s) occurred while evaluating query");
		await expect(new OPAClient(service.local.url).evaluate("app/authz/allow", {})).rejects.toThrow();
	});
});

describe.each([
	["@open-policy-agent/opa", opaApi.OpaApiClient],
	["@styra/opa", styraApi.OpaApiClient],
])("the generated client of %s", (_, OpaApiClient) => {
	const client = () => new OpaApiClient({ serverURL: service.local.url, bearerAuth: service.local.keys.app });

	it("reads what comes with an answer", async () => {
		const asked = {
			path: "app/authz/allow",
			provenance: true,
			metrics: true,
			pretty: true,
			requestBody: { input: { user: "alice" } },
		};
		const { successfulPolicyResponse: answer } = await client().executePolicyWithInput(asked);
		expect(answer).toMatchObject({ result: true, provenance: { bundles: { interop: { revision: "2026.11.1" } } } });
		expect(answer?.decisionId).toMatch(/^[0-9a-f-]{36}$/);
		expect(Object.keys(answer?.metrics ?? {})).toContain("timer_rego_query_eval_ns");
	});

	it("reads documents and health", async () => {
		const read = await client().executePolicy({ path: "app/authz/nested" });
		expect(read.successfulPolicyResponse?.result).toMatchObject({ "a/b": "slash" });
		const health = await client().health(true, true);
		expect(health.httpMeta.response.status).toBe(200);
	});

	it("reads a mixed batch by its statuses, and errors by their codes", async () => {
		const requestBody = { inputs: { good: { time: "2026-11-24T10:00:00Z" }, bad: { time: "yesterday" } } };
		const batch = await client().executeBatchPolicyWithInput({ path: "app/authz/when", strictBuiltinErrors: true, requestBody });
		expect(batch.batchMixedResults?.responses).toMatchObject({
			good: { httpStatusCode: "200" },
			bad: { httpStatusCode: "500", code: "internal_error", errors: [{ code: "eval_builtin_error" }] },
		});
		const failing = { path: "app/authz/both", requestBody: { inputs: { x: { both: true } } } };
		await expect(client().executeBatchPolicyWithInput(failing)).rejects.toMatchObject({ name: "BatchServerError" });
		const conflict = { path: "app/authz/both", requestBody: { input: { both: true } } };
		await expect(client().executePolicyWithInput(conflict)).rejects.toMatchObject({
			name: "ServerError",
			code: "internal_error",
		});
	});
});
