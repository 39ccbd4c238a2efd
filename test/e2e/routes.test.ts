// Every route of the table, called as it says: the declared status and type come back, the body fits its schema, and
// nobody else may call it.
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { OPEN } from "../../scripts/open-tiers.ts";
import { readReleaseFiles } from "../../src/cli/policy/release-folder.ts";
import { signRelease, uploadOf } from "../../src/cli/policy/upload.ts";
import { ROUTES, type RouteId, type RouteSpec } from "../../src/contract/api.ts";
import { OpaError } from "../../src/contract/api-opa.ts";
import { ROLES, type Role } from "../../src/contract/names.ts";
import { Problem } from "../../src/contract/problem.ts";
import { toBase64Url } from "../../src/platform/bytes.ts";
import { importSigningKey, newSigningJwk, type SigningKey } from "../../src/platform/dsse.ts";
import { type Service, startService } from "./service.ts";

let service: Service;
/** What the routes with parameters are about; made once. */
const known = { size: 0, decision: "", digest: "", key: "", signer: "", upload: new FormData() };

beforeAll(async () => {
	service = await startService();
	const { admin } = service.local.keys;
	const request = { stage: "input", app: "support-bot", content: [{ role: "user", text: "Hello" }] } as const;
	const decided = await service.as.app.decide({ ...request, content: [...request.content] });
	known.decision = decided.decision_id;
	known.digest = decided.policy.digest;
	const made = await service.send("POST", "/v1/admin/keys", { key: admin, body: { role: "app", principal: "doomed" } });
	known.key = ((await made.json()) as { info: { id: string } }).info.id;
	const signer = await newSigner();
	const doomed = await newSigner();
	known.signer = doomed.keyid;
	for (const { publicRaw } of [signer, doomed]) {
		const body = { public_key: toBase64Url(publicRaw), principal: "policy-build" };
		await service.send("POST", "/v1/admin/signing-keys", { key: admin, body });
	}
	const files = await readReleaseFiles("bundles/baseline");
	known.upload = uploadOf(files, await signRelease(files, signer));
	await service.send("PUT", "/v1/admin/apps/doomed", { key: admin, body: { title: "Doomed" } });
	await service.send("PUT", "/v1/admin/tools/doomed", { key: admin, body: { title: "Doomed", class: "read" } });
	await vi.waitFor(() => service.as.auditor.decision(known.decision), { timeout: 8_000, interval: 100 });
	const covered = async () => {
		const proof = await service.send("GET", `/v1/decisions/${known.decision}/proof`, { key: service.local.keys.auditor });
		expect(proof.status).toBe(200);
		known.size = Number((await proof.text()).split("\n\n")[1]?.split("\n")[1]);
	};
	await vi.waitFor(covered, { timeout: 8_000, interval: 100 });
});
afterAll(() => service?.end());

async function newSigner(): Promise<SigningKey> {
	const key = await importSigningKey(await newSigningJwk());
	if (key === undefined) throw new Error("a new key is a key");
	return key;
}

/** Where a route's own example is not all that is needed. */
const CALLS: Partial<Record<RouteId, { path?: () => string; body?: unknown; key?: () => string; status?: number }>> = {
	decision: { path: () => `/v1/decisions/${known.decision}` },
	feedback: { path: () => `/v1/decisions/${known.decision}/feedback` },
	decisionProof: { path: () => `/v1/decisions/${known.decision}/proof` },
	publicCheckpoint: { path: () => "/log/local/checkpoint" },
	publicTile: { path: () => `/log/local/tile/entries/000.p/${known.size}` },
	publicVkey: { path: () => "/log/local/vkey" },
	logTile: { path: () => `/v1/log/tile/0/000.p/${known.size}` },
	logConsistency: { path: () => "/v1/log/consistency?from=1" },
	activePolicy: { path: () => "/v1/policies/active?app=support-bot" },
	policy: { path: () => `/v1/policies/${known.digest}` },
	activatePolicy: {
		path: () => "/v1/policies/guard/activate",
		get body() {
			return { channel: "trial", digest: known.digest, reason: "trial" };
		},
	},
	rollbackPolicy: {
		path: () => "/v1/policies/guard/rollback",
		get body() {
			return { channel: "trial", to: known.digest, reason: "trial" };
		},
	},
	policyHistory: { path: () => "/v1/policies/guard/history" },
	versionStatus: { path: () => `/v1/policies/guard/versions/${known.digest}` },
	// What is in force takes no request for approval.
	transition: { path: () => `/v1/policies/guard/versions/${known.digest}/transitions`, status: 409 },
	// Of the right form, and signed by nobody.
	addEvidence: {
		path: () => `/v1/policies/guard/versions/${known.digest}/evidence`,
		body: { envelope: { payload: "e30=", payloadType: "application/vnd.in-toto+json", signatures: [] } },
		status: 422,
	},
	listEvidence: { path: () => `/v1/policies/guard/versions/${known.digest}/evidence` },
	revokeEvidence: { path: () => `/v1/policies/guard/versions/${known.digest}/evidence/none?reason=wrong`, status: 404 },
	putTiers: { body: OPEN },
	askBreakGlass: { path: () => `/v1/policies/guard/versions/${known.digest}/break-glass` },
	confirmBreakGlass: { path: () => "/v1/break-glass/none/confirm", status: 404 },
	reviewBreakGlass: { path: () => "/v1/break-glass/none/review", status: 404 },
	logLeaves: { path: () => "/v1/log/leaves?type=event" },
	// This service is nobody's witness, no such document is named, and nothing was asked for, put off or stopped yet.
	addCheckpoint: { status: 404 },
	document: { path: () => `/v1/documents/${known.digest}`, status: 404 },
	whatIf: { path: () => `/v1/decisions/${known.decision}/what-if` },
	diffVersions: { path: () => `/v1/policies/guard/diff?from=${known.digest}&to=${known.digest}` },
	startImpact: { path: () => `/v1/policies/guard/versions/${known.digest}/impact` },
	continueImpact: { path: () => `/v1/policies/guard/versions/${known.digest}/impact/none`, status: 404 },
	getImpact: { path: () => `/v1/policies/guard/versions/${known.digest}/impact/none`, status: 404 },
	proposeException: {
		body: () => ({
			...{ rule: "harm.hazard_moderate", mode: "suppress", reason: "trial", compensating_control: "read by hand" },
			...{ owner: "ana", expires_at: Date.now() + 86_400_000 },
		}),
	},
	exceptionHistory: { path: () => "/v1/exceptions/none/history", status: 404 },
	approveException: { path: () => "/v1/exceptions/none/approve", status: 404 },
	rejectException: { path: () => "/v1/exceptions/none/reject", status: 404 },
	revokeException: { path: () => "/v1/exceptions/none/revoke", status: 404 },
	killSwitchHistory: { path: () => "/v1/kill-switches/none/history", status: 404 },
	releaseKillSwitch: { path: () => "/v1/kill-switches/none/release", status: 404 },
	startRollout: { path: () => "/v1/policies/guard/rollout", status: 404 },
	steerRollout: { path: () => "/v1/policies/guard/rollout/commands", status: 404 },
	putTenant: { path: () => "/v1/admin/tenants/example", key: () => service.local.operator_key },
	putApp: { path: () => "/v1/admin/apps/another-bot" },
	putTool: { path: () => "/v1/admin/tools/another-search" },
	deleteApp: { path: () => "/v1/admin/apps/doomed" },
	deleteTool: { path: () => "/v1/admin/tools/doomed" },
	rotateKey: { path: () => `/v1/admin/keys/${known.key}/rotate`, body: {} },
	revokeKey: { path: () => `/v1/admin/keys/${known.key}` },
	// Nobody has made a default decision.
	opaAskDefault: { status: 404 },
	opaPolicy: { path: () => "/opa/v1/policies/guard/guard/config/config.rego" },
	opaAskBare: { path: () => "/v0/data/guard/decision/decision" },
	revokeSigningKey: { path: () => `/v1/admin/signing-keys/${known.signer}?reason=leaver` },
	publishVersion: { path: () => "/v1/policies/guard/versions", body: () => known.upload },
	agentBundle: { path: () => "/opa/bundles/guard" },
	agentBundleOfChannel: { path: () => "/opa/bundles/guard/stable" },
	versionFile: { path: () => `/v1/policies/${known.digest}/files/manifest.json` },
};

const routes = Object.entries<RouteSpec>(ROUTES) as [RouteId, RouteSpec][];

function keyFor(id: RouteId, { roles }: RouteSpec): string | undefined {
	const own = CALLS[id]?.key;
	if (own !== undefined) return own();
	return roles === "public" ? undefined : service.local.keys[roles[0] ?? "admin"];
}

describe("each route", () => {
	it.each(routes)("%s answers as it declares", async (id, route) => {
		const path = CALLS[id]?.path?.() ?? route.path;
		const own = CALLS[id]?.body;
		const body = typeof own === "function" ? own() : (own ?? route.example);
		const response = await service.send(route.method, path, { key: keyFor(id, route), body });
		const text = await response.text();
		expect(response.status, text).toBe(CALLS[id]?.status ?? route.status);
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
		if (!response.ok && route.errors === undefined) return expect(v.is(Problem, JSON.parse(text))).toBe(true);
		if (route.status === 204) return expect(text).toBe("");
		// A range of types is told by what was asked for: here a manifest.
		const type = route.mediaType === "*/*" ? "application/json" : (route.mediaType ?? "application/json");
		expect(response.headers.get("content-type")).toContain(type);
		if (route.response !== undefined) expect(v.safeParse(route.response, JSON.parse(text)).issues).toBeUndefined();
	});

	const closed = routes.filter(([, { roles }]) => roles !== "public");
	it.each(closed)("%s is closed to those without a key and to every other role", async (_id, route) => {
		const path = route.path.replaceAll(/:\w+/g, "x");
		const body = route.request === undefined ? undefined : {};
		const nobody = await service.send(route.method, path, { body });
		expect(nobody.status).toBe(401);
		expect(nobody.headers.get("www-authenticate")).toBe("Bearer");
		expect(v.is(route.errors === "opa" ? OpaError : Problem, await nobody.json())).toBe(true);
		for (const role of ROLES.filter((name: Role) => !route.roles.includes(name as never))) {
			const refused = await service.send(route.method, path, { key: service.local.keys[role], body });
			expect([role, refused.status]).toEqual([role, 403]);
		}
	});

	// What OPA's own programs send is read by OPA's rules: test/worker/agents breaks those bodies.
	const writing = routes.filter(([, { request, errors }]) => request !== undefined && errors !== "opa");
	it.each(writing)("%s answers a broken body with a problem, never an echo", async (id, route) => {
		const path = CALLS[id]?.path?.() ?? route.path.replaceAll(/:\w+/g, "x");
		const key = keyFor(id, route);
		const secret = `zebra${crypto.randomUUID()}`;
		for (const [body, status] of [
			[`{"${secret}`, 400],
			[`{"${secret}": 1}`, 422],
			[`["${secret}"]`, 422],
			[`{"a": 1, "a": "${secret}"}`, 400],
		] as const) {
			const response = await service.send(route.method, path, { key, body });
			const text = await response.text();
			expect([body.slice(0, 3), response.status], text).toEqual([body.slice(0, 3), status]);
			expect(text).not.toContain(secret);
			expect(v.safeParse(Problem, JSON.parse(text)).issues).toBeUndefined();
		}
		const plain = await service.send(route.method, path, { key, body: "{}", headers: { "content-type": "text/plain" } });
		expect(plain.status).toBe(415);
	});

	it("is told apart from a path that is not there and a method that is not taken", async () => {
		expect((await service.send("GET", "/v1/nothing")).status).toBe(404);
		const wrong = await service.send("DELETE", "/v1/decide", { key: service.local.keys.app });
		expect(wrong.status).toBe(405);
		expect(wrong.headers.get("allow")).toBe("POST");
	});
});
