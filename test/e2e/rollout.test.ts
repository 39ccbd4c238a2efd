// Rollouts against the running service: the same subject keeps its version, shadows answer nobody, and back means back.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	BEHAVIOURS,
	type Made,
	makeVersion,
	publish,
	REQUEST,
	registerKey,
	senderTo,
} from "../../scripts/bench/stored-versions.ts";
import type { Decision } from "../../src/contract/decision.ts";
import type { Rollout, RolloutStatus } from "../../src/contract/rollout.ts";
import { type Service, startService } from "./service.ts";

let service: Service;
let versions: Made[];
const steps = [0.3, 0.6, 1].map((share, at) => ({ name: `step-${at}`, share, min_minutes: 0, min_subjects: 0 }));
const wide = { refusal: 1, redaction: 1, error: 1, latency: 1 };

beforeAll(async () => {
	service = await startService();
	const send = senderTo(service.local.url, service.local.keys.admin);
	const key = await registerKey(send);
	versions = await Promise.all(BEHAVIOURS.map((says, at) => makeVersion(`rollout-${at}`, says)));
	for (const version of versions) await publish(send, version, key);
	const body = { channel: "stable", digest: made(0).digest, reason: "begin" };
	await call("POST", "/v1/policies/guard/activate", body);
}, 60_000);
afterAll(() => service?.end());

const made = (at: number): Made => versions[at] as Made;

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
	const response = await service.send(method, path, { key: service.local.keys.admin, body });
	if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
	return (await response.json()) as T;
}
const start = (candidate: Made, over: object = {}) =>
	call<{ rollout: Rollout }>("POST", "/v1/policies/guard/rollout", {
		...{ kind: "canary", candidate: candidate.digest, steps, margins: wide, reason: "try it", ...over },
	});
const steer = (command: string) =>
	call<{ rollout: Rollout }>("POST", "/v1/policies/guard/rollout/commands", { command, reason: "as planned" });
const status = () => call<RolloutStatus>("GET", "/v1/policies/guard/rollout");

async function decide(subject?: string): Promise<Decision> {
	const body = { ...REQUEST, ...(subject === undefined ? {} : { subject: { id: subject } }) };
	const response = await service.send("POST", "/v1/decide", { key: service.local.keys.app, body });
	expect(response.status).toBe(200);
	return (await response.json()) as Decision;
}

/** Until every isolate decides by the newest pointer: two seconds at the most. */
const spread = () => new Promise((done) => setTimeout(done, 2_100));

/** Versions by subject. */
async function arms(count: number): Promise<Map<string, string>> {
	await spread();
	const found = new Map<string, string>();
	for (let at = 0; at < count; at++) {
		const decision = await decide(`u_${at}`);
		const version = versions.find(({ digest }) => digest === decision.policy.digest);
		expect(decision.decision).toBe(version?.says.decision);
		expect(decision.policy.channel).toBe(version === made(0) ? "stable" : "canary");
		found.set(`u_${at}`, decision.policy.digest);
	}
	return found;
}

describe("a canary", () => {
	it("gives a subject its version and keeps it as the share grows, back included", async () => {
		await start(made(1));
		const first = await arms(60);
		expect(await arms(60)).toEqual(first);
		await steer("promote");
		const second = await arms(60);
		const got = (of: Map<string, string>) =>
			[...of].filter(([, digest]) => digest === made(1).digest).map(([subject]) => subject);
		expect(got(first).length).toBeGreaterThan(5);
		expect(got(first).length).toBeLessThan(40);
		expect(got(second).length).toBeGreaterThan(got(first).length);
		expect(got(second)).toEqual(expect.arrayContaining(got(first)));
		expect((await decide()).policy.digest).toBe(made(0).digest);
		await steer("pause");
		expect(new Set((await arms(30)).values())).toEqual(new Set([made(0).digest]));
		await steer("resume");
		expect(await arms(60)).toEqual(second);
		await expect.poll(async () => (await status()).seen?.candidate.subjects, { timeout: 5_000 }).toBe(got(second).length);
		await steer("abort");
		expect(new Set((await arms(30)).values())).toEqual(new Set([made(0).digest]));
	}, 60_000);

	it("is stopped by its guard within seconds when it refuses what the version in force does not", async () => {
		await start(made(1), { steps: [{ ...steps[1], share: 0.5 }], margins: { refusal: 0.02 } });
		await spread();
		for (let at = 0; at < 80; at++) await decide(`v_${at}`);
		await expect.poll(async () => (await status()).rollout?.state, { timeout: 5_000 }).toBe("aborted");
		expect((await status()).rollout?.harm).toMatchObject({ metric: "refusal" });
	}, 30_000);
});

describe("a shadow", () => {
	it("answers nobody, and is told apart by what it would have said", async () => {
		await start(made(2), { kind: "shadow", sample: 1 });
		await spread();
		const ids = new Set<string>();
		for (let at = 0; at < 12; at++) {
			const decision = await decide(`w_${at}`);
			expect(decision.policy).toMatchObject({ digest: made(0).digest, channel: "stable" });
			ids.add(decision.decision_id);
		}
		const compared = async () => {
			const { compared = 0, dropped = 0 } = (await status()).seen?.shadow ?? {};
			return compared + dropped;
		};
		await expect.poll(compared, { timeout: 8_000 }).toBe(12);
		const shadow = (await status()).seen?.shadow;
		expect(shadow?.matrix).toEqual({ "redact refuse": shadow?.compared });
		expect(shadow?.apps).toEqual({ "support-bot": shadow?.compared });
		expect(shadow?.disagreements.every(({ decision_id }) => ids.has(decision_id))).toBe(true);
		await steer("abort");
	}, 30_000);
});
