// Stored versions when something is wrong: damaged bytes never serve and are told of, and without a loader only what is
// baked in serves.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	activate,
	BEHAVIOURS,
	type Behaviour,
	type Made,
	makeVersion,
	publish,
	REQUEST,
	registerKey,
	type SendAsAdmin,
	senderTo,
} from "../../scripts/bench/stored-versions.ts";
import { bundleWorker, type WorkerModule } from "../../scripts/local/bundle.ts";
import { type Local, type LocalOptions, startLocal } from "../../scripts/local/server.ts";
import type { Decision } from "../../src/contract/decision.ts";
import type { Problem } from "../../src/contract/problem.ts";
import { pathOf } from "../../src/control/bundle-bytes.ts";

const [REDACTING, REFUSING] = BEHAVIOURS as [Behaviour, Behaviour];
let modules: WorkerModule[];
let state: string;
let local: Local;
let send: SendAsAdmin;
beforeAll(async () => {
	modules = await bundleWorker(join(import.meta.dirname, "../../src/worker.ts"));
	state = await mkdtemp(join(tmpdir(), "edict-hot-"));
});
afterAll(() => rm(state, { recursive: true, force: true }));

/** A new runtime over the same databases: nothing is remembered. */
async function start(overrides: LocalOptions["overrides"] = {}): Promise<void> {
	local = await startLocal({ port: 0, state, modules, overrides, onLog: () => {} });
	send = senderTo(local.url, local.keys.admin);
}

async function get(path: string, key?: string): Promise<Response> {
	return fetch(local.url + path, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });
}

async function decide(): Promise<{ status: number; body: Decision & Problem }> {
	const response = await fetch(`${local.url}/v1/decide`, {
		method: "POST",
		headers: { authorization: `Bearer ${local.keys.app}`, "content-type": "application/json" },
		body: JSON.stringify(REQUEST),
	});
	return { status: response.status, body: (await response.json()) as Decision & Problem };
}
const readiness = async () => (await (await get("/readyz")).json()) as { ready: boolean; versions: { faults: unknown } };
const metrics = async () => (await get("/v1/metrics", local.keys.operator)).text();

describe("a stored version whose bytes are damaged", () => {
	let good: Made;
	let damaged: Made;
	beforeAll(async () => {
		await start();
		good = await makeVersion("good", REDACTING);
		damaged = await makeVersion("damaged", REFUSING);
		const key = await registerKey(send);
		for (const version of [good, damaged]) await publish(send, version, key);
	}, 60_000);
	afterAll(() => local.stop());

	it("served before it was", async () => {
		await activate(send, good.digest);
		await expect.poll(async () => (await decide()).body.policy?.digest, { timeout: 3_000 }).toBe(good.digest);
		await activate(send, damaged.digest);
		await expect.poll(async () => (await decide()).body.policy?.digest, { timeout: 3_000 }).toBe(damaged.digest);
		expect(await readiness()).toMatchObject({ ready: true, versions: { loader: true, faults: {} } });
	});

	it("says which rules configuration may restrict, and how far", async () => {
		const rules = (await (await get("/v1/rules", local.keys.author)).json()) as { digest: string };
		expect(rules.digest).toBe(damaged.digest);
		const put = (action: string) =>
			send("PUT", "/v1/admin/config", { layer: { rules: { "privacy.pii_in_output": { action } } }, reason: "Test" });
		// The version refuses already; the baked-in one would only redact.
		expect((await put("redact")).status).toBe(422);
		expect((await put("refuse")).status).toBe(200);
	});

	it("is not served, and told of on /readyz and in a metric", async () => {
		const bucket = await local.miniflare.getR2Bucket("BUNDLES");
		const bytes = Uint8Array.from(damaged.files.wasm);
		bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
		await bucket.put(pathOf(damaged.bundle), bytes);
		await local.stop();
		await start();
		expect(await decide()).toMatchObject({ status: 503, body: { code: "policy-unavailable", decision: "refuse" } });
		expect(await readiness()).toMatchObject({
			ready: true,
			versions: { loader: true, faults: { corrupt: 1 } },
		});
		expect(await metrics()).toMatch(/^edict_version_faults_total\{reason="corrupt"\} [1-9]/m);
	}, 60_000);

	it("cannot be activated, and another takes its place", async () => {
		await activate(send, good.digest);
		await expect.poll(async () => (await decide()).body.policy?.digest, { timeout: 3_000 }).toBe(good.digest);
		await expect(activate(send, damaged.digest)).rejects.toThrow(/409/);
		expect((await decide()).body).toMatchObject({ outcome: "decided", policy: { digest: good.digest } });
	});

	it("is not told of any more once no channel leads to it", async () => {
		await expect
			.poll(async () => (await decide()).status && (await readiness()).versions, { timeout: 5_000 })
			.toMatchObject({
				faults: {},
			});
	});
});

describe("without a loader", () => {
	let stored: Made;
	beforeAll(async () => {
		await rm(state, { recursive: true, force: true });
		await start({ workerLoaders: {} });
		stored = await makeVersion("stored", REFUSING);
		await publish(send, stored, await registerKey(send));
	}, 60_000);
	afterAll(() => local.stop());

	it("versions are stored untried, none but the baked-in one serves, and both are said", async () => {
		expect(await readiness()).toMatchObject({ ready: true, versions: { loader: false, warm: 0 } });
		await expect(activate(send, stored.digest)).rejects.toThrow(/409/);
		const { body } = await decide();
		expect(body).toMatchObject({ decision: "redact", outcome: "decided" });
		expect(body.policy.digest).not.toBe(stored.digest);
		// No channel leads to it: that it cannot serve is nobody's trouble.
		expect((await readiness()).versions.faults).toEqual({});
	});
});
