// The whole service in two isolates while a stored version is put in force, damaged, outlived and revoked: it degrades by tier,
// within its grace, then refuses, says so, and never decides by what cannot be verified.
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { OPEN } from "../../../scripts/open-tiers.ts";
import type { NewInstall } from "../../../src/control/bootstrap.ts";
import { pathOf } from "../../../src/control/bundle-bytes.ts";
import type { Env } from "../../../src/env.ts";
import { toBase64Url } from "../../../src/platform/bytes.ts";
import { importSigningKey, newSigningJwk, RELEASE_PAYLOAD, type SigningKey, signEnvelope } from "../../../src/platform/dsse.ts";
import { CONTEXT_GRACE_MS, CONTEXT_STALE_MS } from "../../../src/platform/limits.ts";
import type { Service } from "../../../src/service.ts";
import { createService, install, makeEnv, makeSecrets, send } from "../service/fixture.ts";
import { type GuardVersion, guardVersion } from "./fixture.ts";

const RULE = "privacy.pii_in_output";
let made: NewInstall;
let secrets: Partial<Env>;
let service: Service;
let key: SigningKey;
let first: GuardVersion;
let second: GuardVersion;
let later = 0;
const realNow = Date.now;

/** An isolate of the deployment, with nothing remembered. */
const isolate = async () => createService(await makeEnv({ ...secrets, LOADER: env.LOADER }));

beforeAll(async () => {
	made = await install();
	secrets = await makeSecrets();
	service = await isolate();
	const signing = await importSigningKey(await newSigningJwk());
	if (signing === undefined) throw new Error("the key that was made is none");
	key = signing;
	const body = { public_key: toBase64Url(key.publicRaw), principal: "policy-build" };
	expect(await send(service, { path: "/v1/admin/signing-keys", key: made.keys.admin, body })).toMatchObject({ status: 201 });
	const tiers = { method: "PUT", path: "/v1/admin/tiers", key: made.keys.admin, body: OPEN };
	expect(await send(service, tiers)).toMatchObject({ status: 200 });
	first = await guardVersion("first", { [RULE]: "redact" });
	second = await guardVersion("second", { [RULE]: "refuse" });
	for (const version of [first, second]) await publish(version);
});
beforeEach(() => {
	vi.spyOn(Date, "now").mockImplementation(() => realNow() + later);
	for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
});
afterEach(() => {
	vi.restoreAllMocks();
});

async function publish({ files }: GuardVersion): Promise<void> {
	const form = new FormData();
	for (const [name, bytes] of Object.entries(files)) form.append(name, new Blob([bytes]), name);
	const envelope = await signEnvelope(RELEASE_PAYLOAD, files.manifest, [key]);
	form.append("envelope", new Blob([JSON.stringify(envelope)]), "envelope");
	const whole = new Response(form);
	const headers = { "content-type": whole.headers.get("content-type") ?? "" };
	const raw = await whole.arrayBuffer();
	const answer = await send(service, { path: "/v1/policies/guard/versions", key: made.keys.admin, raw, headers });
	expect(answer).toMatchObject({ status: 201, json: { tried_on: expect.any(String) } });
}

const activate = (by: Service, { digest }: GuardVersion) =>
	send(by, {
		path: "/v1/policies/guard/activate",
		key: made.keys.admin,
		body: { channel: "stable", digest, reason: "Test" },
	});
const ask = (app = "support-bot", of: Service = service) =>
	send(of, {
		path: "/v1/decide",
		key: made.keys.app,
		body: { stage: "output", app, content: [{ role: "assistant", text: "Write to ana@example.com" }] },
	});
const readyz = async () => (await send(service, { path: "/readyz" })).json as { ready: boolean; versions: { faults: unknown } };
const passed = (ms: number) => {
	later += ms;
};
const REFUSED = { status: 503, json: { code: "policy-unavailable", decision: "refuse" } };

it("decides by the version that was put in force, in every isolate", async () => {
	expect(await ask()).toMatchObject({ json: { decision: "redact", policy: { revision: expect.not.stringMatching("first") } } });
	expect(await activate(service, first)).toMatchObject({ status: 200 });
	passed(CONTEXT_STALE_MS);
	const inForce = { json: { decision: "redact", outcome: "decided", policy: { digest: first.digest, revision: "first" } } };
	expect(await ask()).toMatchObject(inForce);
	expect(await ask("support-bot", await isolate())).toMatchObject(inForce);
});

it("goes on with the former version, degraded by tier, while the new one is damaged, and says so", async () => {
	expect(await activate(await isolate(), second)).toMatchObject({ status: 200 });
	await env.BUNDLES.put(pathOf(second.manifest.renditions.data.digest), "{}");
	passed(CONTEXT_STALE_MS);
	expect(await ask()).toMatchObject({
		json: { decision: "redact", outcome: "degraded", policy: { digest: first.digest, revision: "first" } },
	});
	expect(await ask("agent")).toMatchObject(REFUSED);
	expect(await readyz()).toMatchObject({
		ready: true,
		versions: { loader: true, faults: { corrupt: 1 } },
	});
	const metrics = await send(service, { path: "/v1/metrics", key: made.keys.operator });
	expect(metrics.text).toMatch(/^edict_version_faults_total\{reason="corrupt"\} [1-9]/m);
});

it("has no former version where it never served", async () => {
	expect(await ask("support-bot", await isolate())).toMatchObject(REFUSED);
});

it("refuses when the grace is over, until the channel is moved", async () => {
	passed(CONTEXT_GRACE_MS);
	expect(await ask()).toMatchObject(REFUSED);
	expect(await activate(service, second)).toMatchObject({ status: 409 });
	const back = { channel: "stable", reason: "Damaged" };
	expect(await send(service, { path: "/v1/policies/guard/rollback", key: made.keys.admin, body: back })).toMatchObject({
		status: 200,
		json: { digest: first.digest },
	});
	passed(CONTEXT_STALE_MS);
	expect(await ask()).toMatchObject({ json: { outcome: "decided", policy: { digest: first.digest } } });
});

const agent = async (path: string, headers: Record<string, string> = {}) => {
	agentKey ??= (
		(await send(service, {
			path: "/v1/admin/keys",
			key: made.keys.admin,
			body: { role: "agent", principal: "fleet" },
		})) as { json: { key: string } }
	).json.key;
	return send(service, { path, key: agentKey, headers });
};
let agentKey: string | undefined;

it("tells agents that the version is current while it is trusted", async () => {
	const held = { "if-none-match": `"${first.digest}"` };
	expect(await agent("/opa/bundles/guard", held)).toMatchObject({ status: 304 });
	const status = { labels: { id: "a1" }, bundles: { guard: { active_revision: "first" } } };
	expect(await send(service, { path: "/opa/status", key: agentKey ?? "", body: status })).toMatchObject({ status: 204 });
	const { json } = await send(service, { path: "/v1/agents", key: made.keys.admin });
	expect(json).toMatchObject({ agents: [{ state: "current", bundles: [{ digest: first.digest }] }] });
	expect((await send(service, { path: "/opa/v1/status", key: made.keys.admin })).json).toMatchObject({
		result: { bundles: { guard: { digest: first.digest } } },
	});
});

it("stops deciding by a version whose only key is revoked, though it is loaded", async () => {
	const path = `/v1/admin/signing-keys/${key.keyid}?reason=leaked`;
	expect(await send(service, { method: "DELETE", path, key: made.keys.admin })).toMatchObject({ status: 204 });
	passed(CONTEXT_STALE_MS);
	expect(await ask()).toMatchObject(REFUSED);
	expect(await agent("/opa/bundles/guard", { "if-none-match": `"${first.digest}"`, prefer: "wait=20" })).toMatchObject({
		status: 503,
	});
	expect((await send(service, { path: "/v1/agents", key: made.keys.admin })).json).toMatchObject({
		agents: [{ state: "failing", bundles: [{ state: "failing", error: { fault: "untrusted" } }] }],
	});
	expect((await send(service, { path: "/opa/v1/status", key: made.keys.admin })).json).toMatchObject({
		result: { bundles: { guard: { code: "bundle_error", message: "the version cannot serve: untrusted" } } },
	});
	expect(await readyz()).toMatchObject({
		versions: { faults: { untrusted: 1 } },
	});
});
