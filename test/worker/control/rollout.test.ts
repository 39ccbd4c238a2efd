// Rollouts in the control object and their monitor: every command, races, deployments, missed epochs, the guard's own orders.
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { OPEN_TIERS } from "../../../scripts/open-tiers.ts";
import type { Rollout } from "../../../src/contract/rollout.ts";
import type { RolloutReport } from "../../../src/contract/rollout-report.ts";
import type { RolloutOrder, SteerOrder } from "../../../src/control/change.ts";
import { openMonitors, type RolloutMonitor } from "../../../src/control/rollout-object.ts";
import { emptyReport } from "../../../src/decide/rollout-reports.ts";
import { MAX_DISAGREEMENTS, MAX_SHADOW_TALLIES, ROLLOUT_STALL_MS } from "../../../src/platform/limits.ts";
import { authority, NOW } from "./fixture.ts";
import { activate, baked, digestOf, leads, order, putApp, told } from "./objects.ts";

const MINUTE = 60_000;
const steps = [
	{ name: "one", share: 0.1, min_minutes: 10, min_subjects: 5 },
	{ name: "half", share: 0.5, min_minutes: 0, min_subjects: 0 },
	{ name: "all", share: 1, min_minutes: 0, min_subjects: 0 },
];
const plan: RolloutOrder["plan"] = {
	...{ kind: "canary", channel: "stable", sample: 0.5, unit: "subject", steps, alpha: 0.05, budget_ms: 100, on_harm: "abort" },
	margins: { refusal: 0.01, redaction: 0.01, error: 0.001, latency: 0.01 },
};
const begin = (tenant: string, over: Partial<RolloutOrder> = {}) =>
	authority(tenant).startRollout({
		...order(),
		...{ policy: "guard", candidate: { digest: digestOf("2"), revision: "2" }, plan, salt: "0".repeat(32), role: "operator" },
		...over,
	});
const steer = (tenant: string, command: SteerOrder["command"], over: Partial<SteerOrder> = {}) =>
	authority(tenant).steerRollout({ ...order(), policy: "guard", command, role: "operator", ...over });
const live = async (tenant: string) => (await authority(tenant).pointer()).policies.guard?.rollout;
const version = { roots: ["guard"], host: "h1" };

/** A tenant whose tiers ask nothing, with a version in force. */
async function ready(tenant: string): Promise<void> {
	await authority(tenant).append({ ...order(), type: "tiers.put", subject: "tiers", document: OPEN_TIERS });
	await activate(tenant, "1");
}

async function running(tenant: string): Promise<Rollout> {
	await ready(tenant);
	await begin(tenant);
	const rollout = await live(tenant);
	if (rollout === undefined) throw new Error("it does not run");
	return rollout;
}

describe("a rollout", () => {
	it("travels in the pointer, beside the channel that stays where it was", async () => {
		const rollout = await running("start");
		expect(rollout).toMatchObject({ id: "guard.4", epoch: 4, step: 0, state: "running", baseline: { digest: digestOf("1") } });
		expect(await leads("start")).toBe("1");
		const chain = await told("start");
		expect(chain.at(-1)).toMatchObject({ type: "rollout.start", subject: "guard", document: rollout });
	});

	it("is begun once by its key, is the only one of its policy, and never of what is in force", async () => {
		await ready("once");
		const same = order(NOW, "the-key");
		const first = await begin("once", same);
		expect(await begin("once", { ...same, salt: "1".repeat(32) })).toEqual(first);
		expect(await begin("once")).toEqual({ ok: false, error: "busy" });
		await steer("once", "abort");
		expect(await begin("once", { candidate: { digest: digestOf("1"), revision: "1" } })).toEqual({
			ok: false,
			error: "in-force",
		});
		expect(await begin("nothing-there")).toEqual({ ok: false, error: "unknown" });
	});

	it("as a shadow gives way to the canary of the same version alone", async () => {
		await ready("shadow");
		await begin("shadow", { plan: { ...plan, kind: "shadow" } });
		expect(await begin("shadow", { candidate: { digest: digestOf("3"), revision: "3" } })).toEqual({ ok: false, error: "busy" });
		expect(await begin("shadow")).toMatchObject({ ok: true });
		expect((await live("shadow"))?.kind).toBe("canary");
	});

	it("goes on by people's word, not before its time, not with too few subjects, never past the step they looked at", async () => {
		await running("promote");
		const later = { at: NOW + 10 * MINUTE, subjects: 5 };
		expect(await steer("promote", "promote", { subjects: 5 })).toEqual({ ok: false, error: "early" });
		expect(await steer("promote", "promote", { at: NOW + 10 * MINUTE, subjects: 4 })).toEqual({ ok: false, error: "early" });
		expect(await steer("promote", "complete", { ...later, version })).toEqual({ ok: false, error: "early" });
		expect(await steer("promote", "promote", { ...later, step: "one" })).toMatchObject({ ok: true });
		expect(await steer("promote", "promote", { ...later, step: "one" })).toEqual({ ok: false, error: "moved" });
		expect(await steer("promote", "promote", { ...later, step: "half" })).toMatchObject({ ok: true });
		expect(await steer("promote", "promote", later)).toEqual({ ok: false, error: "last-step" });
		expect(await live("promote")).toMatchObject({ step: 2, step_since: NOW + 10 * MINUTE });
		expect(await steer("promote", "complete", { ...later, version })).toMatchObject({ ok: true });
		expect(await leads("promote")).toBe("2");
		expect(await live("promote")).toBeUndefined();
		expect((await told("promote")).slice(-2).map(({ type }) => type)).toEqual(["activation", "rollout.complete"]);
	});

	it("decides nothing while it is paused or once it is aborted, and resumes with the same salt", async () => {
		const before = await running("pause");
		await steer("pause", "pause");
		expect(await live("pause")).toBeUndefined();
		expect(await steer("pause", "promote")).toEqual({ ok: false, error: "ended" });
		await steer("pause", "resume");
		expect((await live("pause"))?.salt).toBe(before.salt);
		await steer("pause", "abort");
		expect(await live("pause")).toBeUndefined();
		expect(await steer("pause", "resume")).toEqual({ ok: false, error: "ended" });
		expect(await steer("pause", "abort")).toMatchObject({ ok: true, value: { made: false } });
	});

	it("ends in one way when abort and promotion meet", async () => {
		await running("race");
		const [aborted, promoted] = await Promise.all([
			steer("race", "abort"),
			steer("race", "promote", { at: NOW + 10 * MINUTE, subjects: 5 }),
		]);
		expect(aborted.ok).toBe(true);
		if (promoted.ok) expect(promoted.value.epoch).toBeLessThan(aborted.ok ? aborted.value.epoch : 0);
		expect((await authority("race").rollout("guard"))?.state).toBe("aborted");
		expect(await live("race")).toBeUndefined();
	});

	it("is over when its channel is moved, and cannot be completed onto what it was not compared with", async () => {
		await running("moved");
		await activate("moved", "3");
		expect(await live("moved")).toBeUndefined();
		expect(await steer("moved", "promote", { at: NOW + 10 * MINUTE, subjects: 5 })).toEqual({ ok: false, error: "ended" });
		expect(await begin("moved")).toMatchObject({ ok: true });
	});

	it("is paused by a deployment of another host, which changes no version", async () => {
		await ready("deploy");
		await authority("deploy").enter(baked("1"), NOW);
		await begin("deploy");
		await authority("deploy").enter(baked("1"), NOW);
		expect((await live("deploy"))?.state).toBe("running");
		await authority("deploy").enter(baked("1", { host: "h2" }), NOW);
		expect(await live("deploy")).toBeUndefined();
		expect(await leads("deploy")).toBe("1");
		expect(await steer("deploy", "promote", { at: NOW + 10 * MINUTE, subjects: 5 })).toEqual({ ok: false, error: "ended" });
		expect(await steer("deploy", "resume")).toMatchObject({ ok: true });
		expect((await live("deploy"))?.state).toBe("running");
	});

	it("stops deciding when its version is rejected, and none begins of a version that its tier does not let pass", async () => {
		await running("life");
		const version = { policy: "guard", digest: digestOf("2"), revision: "2", role: "approver" } as const;
		await authority("life").command({ ...order(), ...version, command: "reject" });
		expect(await live("life")).toBeUndefined();
		expect(await steer("life", "resume")).toMatchObject({ ok: false, error: { state: "rejected" } });
		await activate("strict", "1");
		expect(await begin("strict")).toMatchObject({ ok: false, error: { command: "canary", state: "draft" } });
		expect(await authority("strict").rollout("guard")).toBeUndefined();
	});

	it("is whole in the pointer of whoever missed ten epochs", async () => {
		const rollout = await running("missed");
		for (let at = 0; at < 10; at++) await putApp("missed", `app-${at}`);
		await steer("missed", "promote", { at: NOW + 10 * MINUTE, subjects: 5 });
		const pointer = await authority("missed").changed(rollout.epoch, 1_000);
		expect(pointer.epoch).toBeGreaterThan(rollout.epoch + 10);
		expect(pointer.policies.guard?.rollout).toEqual({ ...rollout, step: 1, step_since: NOW + 10 * MINUTE, epoch: pointer.epoch });
	});
});

const monitors = openMonitors(env.ROLLOUTS);
const objectOf = (tenant: string, { id }: Rollout) => env.ROLLOUTS.getByName(`${tenant} ${id}`);
let marks = 0;
function report(candidate: number, baseline: number, events: number, step = 0): RolloutReport {
	const one = (arm: "candidate" | "baseline", bits: number) => ({
		step,
		arm,
		events: bits,
		mark: (marks++).toString(16).padStart(16, "0"),
	});
	return {
		...emptyReport(),
		decisions: { candidate, baseline },
		// In the order in which chance brings them, so that the arms' ratio is as planned all the while.
		contributions: Array.from({ length: candidate + baseline }, (_, at) => {
			const every = Math.floor((candidate + baseline) / candidate);
			return at % every === every - 1 ? one("candidate", events) : one("baseline", 0);
		}),
	};
}

describe("its monitor", () => {
	it("aborts by its guard, with the evidence in the event, once", async () => {
		const rollout = await running("harm");
		await monitors.report("harm", rollout, report(5, 45, 0));
		expect((await live("harm"))?.state).toBe("running");
		await monitors.report("harm", rollout, report(30, 270, 4));
		expect(await authority("harm").rollout("guard")).toMatchObject({ state: "aborted", harm: { metric: "error", step: "one" } });
		await monitors.report("harm", rollout, report(30, 270, 4));
		const aborts = (await told("harm")).filter(({ type }) => type === "rollout.abort");
		expect(aborts).toHaveLength(1);
		expect(aborts[0]).toMatchObject({ by: "rollout-guard", chain: { evidence: [{ kind: "rollout-guard:error" }] } });
	});

	it("counts a unit once a step, whatever it sends and however often", async () => {
		const rollout = await running("units");
		const again = report(1, 9, 4);
		for (let at = 0; at < 50; at++) await monitors.report("units", rollout, again);
		const seen = await monitors.seen("units", rollout);
		expect(seen).toMatchObject({ candidate: { subjects: 1, error: 1 }, baseline: { subjects: 9 }, decisions: { candidate: 50 } });
		expect((await live("units"))?.state).toBe("running");
	});

	it("begins anew with a step, and takes nothing of another step", async () => {
		const rollout = await running("steps");
		await monitors.report("steps", rollout, report(2, 18, 0));
		await steer("steps", "promote", { at: NOW + 10 * MINUTE, subjects: 5 });
		const next = (await live("steps")) as Rollout;
		await monitors.report("steps", next, report(3, 3, 0, 1));
		await monitors.report("steps", rollout, report(7, 7, 0, 0));
		expect(await monitors.seen("steps", rollout)).toMatchObject({ candidate: { subjects: 3 }, baseline: { subjects: 3 } });
	});

	it("pauses when the arms have not the sizes that chance gives", async () => {
		const rollout = await running("ratio");
		await monitors.report("ratio", rollout, report(300, 300, 0));
		expect(await authority("ratio").rollout("guard")).toMatchObject({ state: "paused", harm: { metric: "sample-ratio" } });
	});

	it("keeps what the authority could not be told, and tells it at its next alarm", async () => {
		const rollout = await running("later");
		const away = { getByName: () => ({ steerRollout: () => Promise.reject(new Error("away")) }) };
		const object = objectOf("later", rollout);
		await runInDurableObject(object, async (instance: RolloutMonitor) => {
			const inside = instance as unknown as { env: object };
			const own = inside.env;
			inside.env = { TENANTS: away, ROLLOUTS: env.ROLLOUTS };
			await instance.report("later", rollout, report(30, 270, 4));
			inside.env = own;
		});
		expect((await live("later"))?.state).toBe("running");
		await runDurableObjectAlarm(object);
		expect((await authority("later").rollout("guard"))?.state).toBe("aborted");
	});

	it("raises an alarm when nobody tells it anything, and is forgotten when its rollout is over", async () => {
		const rollout = await running("silent");
		await monitors.begin("silent", rollout);
		const object = objectOf("silent", rollout);
		const ring = async (now: number) => {
			await runInDurableObject(object, (instance: RolloutMonitor) => {
				instance.clock = () => now;
			});
			await runDurableObjectAlarm(object);
			return monitors.status(now);
		};
		const calm = await ring(rollout.started_at + 1);
		expect((await ring(rollout.started_at + ROLLOUT_STALL_MS + 2))?.stalled).toBe((calm?.stalled ?? 0) + 1);
		await steer("silent", "abort");
		const after = await ring(rollout.started_at + ROLLOUT_STALL_MS + 3);
		expect(after?.running).toBe((calm?.running ?? 0) - 1);
	});

	it("keeps a bounded list of a shadow's disagreements, and counts all of them", async () => {
		const rollout = await running("shadowed");
		const shadow = (from: number): RolloutReport["shadow"] => ({
			...emptyReport().shadow,
			...{ compared: 100, agreed: 0, matrix: { "allow refuse": 100 }, apps: { bot: 100 } },
			rules: Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`+rule.r${from + at}`, 1])),
			disagreements: Array.from({ length: 100 }, (_, at) => ({
				...{ decision_id: `id-${from + at}`, app: "bot", was: "allow", would_be: "refuse" },
			})),
		});
		for (const from of [0, 600, 1_200]) await monitors.report("shadowed", rollout, { ...emptyReport(), shadow: shadow(from) });
		const seen = await monitors.seen("shadowed", rollout);
		expect(seen?.shadow).toMatchObject({ compared: 300, matrix: { "allow refuse": 300 }, apps: { bot: 300 } });
		expect(seen?.shadow.disagreements).toHaveLength(MAX_DISAGREEMENTS);
		expect(seen?.shadow.disagreements[0]?.decision_id).toBe("id-1299");
		expect(Object.keys(seen?.shadow.rules ?? {}).length).toBeLessThanOrEqual(MAX_SHADOW_TALLIES + 1);
		expect(Object.values(seen?.shadow.rules ?? {}).reduce((sum, n) => sum + n, 0)).toBe(1_800);
	});
});
