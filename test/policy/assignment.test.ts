// Assignments: even, sticky as shares grow, unrelated between salts and tenants, and compared only where chance divided.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RolloutStep } from "../../src/contract/rollout.ts";
import { utf8 } from "../../src/platform/bytes.ts";
import { assign, assigner } from "../../src/policy/assignment.ts";

const place = assigner(utf8("0123456789abcdef0123456789abcdef"));
const salt = "0".repeat(32);

const step = (share: number, cohort?: RolloutStep["cohort"]): RolloutStep => ({
	...{ name: "step", share, min_minutes: 0, min_subjects: 0 },
	...(cohort === undefined ? {} : { cohort }),
});

describe("places", () => {
	it("are the same for the same unit in any instance, and others for another tenant, salt, unit or value", async () => {
		const asked = ["acme", salt, "subject", "u_1"] as const;
		const again = assigner(utf8("0123456789abcdef0123456789abcdef"));
		expect(await again(...asked)).toEqual(await place(...asked));
		const others = await Promise.all([
			place("other", salt, "subject", "u_1"),
			place("acme", "1".repeat(32), "subject", "u_1"),
			place("acme", salt, "session", "u_1"),
			place("acme", salt, "subject", "u_2"),
			assigner(utf8("another master secret of 32 bytes"))(...asked),
		]);
		expect(new Set([await place(...asked), ...others].map(({ bucket }) => bucket)).size).toBe(6);
	});

	it("are even", async () => {
		const places = await Promise.all(Array.from({ length: 5_000 }, (_, at) => place("acme", salt, "subject", `u_${at}`)));
		for (const share of [0.01, 0.1, 0.5]) {
			const below = places.filter(({ bucket }) => bucket < share).length;
			// Five standard deviations.
			expect(Math.abs(below - 5_000 * share)).toBeLessThan(5 * Math.sqrt(5_000 * share * (1 - share)));
		}
		expect(new Set(places.map(({ mark }) => mark)).size).toBe(5_000);
		expect(places.every(({ bucket, mark }) => bucket >= 0 && bucket < 1 && /^[0-9a-f]{16}$/.test(mark))).toBe(true);
	});
});

const roles = fc.subarray(["staff", "beta", "customer"]);
const cohort = fc.record({ roles: fc.subarray(["staff", "beta"], { minLength: 1 }) });
const steps = fc
	.tuple(
		fc.array(fc.tuple(cohort, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 3 }),
		fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
	)
	.map(([cohorts, shares]) => [
		...cohorts.map(([of, share]) => step(share, of)),
		...shares.sort((a, b) => a - b).map((share) => step(share)),
	]);

describe("arms", () => {
	it("stay as a rollout goes on: whoever has the candidate keeps it", () => {
		fc.assert(
			fc.property(steps, roles, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (plan, own, bucket) => {
				const who = { app: "bot", roles: own };
				const arms = plan.map((_, at) => assign({ steps: plan, step: at }, who, bucket).arm);
				expect(arms.join()).toMatch(/^(baseline,?)*(candidate,?)*$/);
			}),
		);
	});

	it("are compared only where chance alone divided the current step", () => {
		const plan = [step(0.5, { roles: ["staff"] }), step(0.1), step(1)];
		const staff = { app: "bot", roles: ["staff"] };
		const anyone = { app: "bot", roles: [] };
		expect(assign({ steps: plan, step: 0 }, staff, 0.4)).toEqual({ arm: "candidate", counted: true });
		expect(assign({ steps: plan, step: 0 }, anyone, 0)).toEqual({ arm: "baseline", counted: false });
		expect(assign({ steps: plan, step: 1 }, staff, 0.4)).toEqual({ arm: "candidate", counted: false });
		expect(assign({ steps: plan, step: 1 }, staff, 0.6)).toEqual({ arm: "baseline", counted: false });
		expect(assign({ steps: plan, step: 1 }, anyone, 0.05)).toEqual({ arm: "candidate", counted: true });
		expect(assign({ steps: plan, step: 1 }, anyone, 0.1)).toEqual({ arm: "baseline", counted: true });
		expect(assign({ steps: plan, step: 2 }, anyone, 0.99)).toEqual({ arm: "candidate", counted: true });
	});

	it("take both an app and a role where a cohort names both", () => {
		const plan = [step(1, { roles: ["staff"], apps: ["bot"] })];
		expect(assign({ steps: plan, step: 0 }, { app: "bot", roles: ["staff"] }, 0.5).arm).toBe("candidate");
		expect(assign({ steps: plan, step: 0 }, { app: "other", roles: ["staff"] }, 0.5).arm).toBe("baseline");
		expect(assign({ steps: plan, step: 0 }, { app: "bot", roles: ["customer"] }, 0.5).arm).toBe("baseline");
	});
});
