// Kill switches never loosen anything, whatever the policy says of them; exceptions and grants loosen nothing that may not be.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding, Verdict } from "../../src/contract/finding.ts";
import type { KillFact, PolicyInput } from "../../src/contract/input.ts";
import { aboutOf, pinnedVersion, switchesOver, underKill } from "../../src/decide/evaluate/kill.ts";
import { readVerdict } from "../../src/decide/evaluate/verdict.ts";
import { compile } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { exceptionFacts } from "../../src/policy/documents.ts";
import { createPolicy } from "../../src/policy/host.ts";
import { policyInput, signal } from "../rego/policy-input.ts";

const STRICTNESS = { allow: 0, redact: 1, refuse: 2 } as const;
const names = fc.constantFrom("support-bot", "shop", "mail", "web", "vip", "output");
const kill = fc.record(
	{
		id: fc.constantFrom("k1", "k2"),
		scope: fc.constantFrom("global", "tenant", "app", "stage", "tool", "cohort", "drill"),
		state: fc.constantFrom("refuse", "review", "pin"),
		value: names,
		cohort: fc.record(
			{ roles: fc.array(names, { minLength: 1, maxLength: 2 }), channels: fc.array(names, { minLength: 1, maxLength: 2 }) },
			{ requiredKeys: [] },
		),
		expires_at: fc.constantFrom(1_794_999_999_999, 1_795_000_000_000, 1_795_000_000_001),
	},
	{ requiredKeys: ["id", "scope", "state"] },
) as fc.Arbitrary<KillFact>;

const base = policyInput({ stage: "output" });
const pii = signal("pii.email");
const release = await readReleaseFolder("bundles/baseline");
const policy = createPolicy(compile(release.wasm), release.data, ENTRYPOINT);
/** As the guard's Rego says, without the host. */
function decide(asked: PolicyInput): Verdict {
	const answer = policy.evaluate(asked);
	const verdict = answer.ok ? readVerdict(answer.value) : answer;
	if (!verdict.ok) throw new Error(verdict.error);
	return verdict.value;
}
const input = fc
	.record({
		kill: fc.array(kill, { maxLength: 3 }),
		roles: fc.array(names, { maxLength: 2 }),
		channel: names,
		found: fc.boolean(),
	})
	.map(({ kill: list, roles, channel, found }): PolicyInput => {
		const subject = { known: false, roles, scopes: [], age_class: "adult" };
		const signals = found ? [pii] : [];
		return { ...base, stage: "output", subject, context: { channel }, signals, kill: list } as unknown as PolicyInput;
	});

describe("a kill switch", () => {
	it("makes no verdict less strict, in the guard and in the host, and both agree", () => {
		fc.assert(
			fc.property(input, (asked) => {
				const without = decide({ ...asked, kill: [] });
				const withIt = decide(asked);
				expect(STRICTNESS[withIt.action]).toBeGreaterThanOrEqual(STRICTNESS[without.action]);
				const over = switchesOver(asked.kill, aboutOf(asked)).filter(({ state }) => state !== "pin");
				if (over.length > 0) expect(withIt.action).toBe("refuse");
				else expect(withIt).toEqual(without);
				expect(underKill(asked, withIt)).toBe(withIt);
			}),
			{ numRuns: 300 },
		);
	});

	it("holds over a version of the policy that knows nothing of it", () => {
		const ignorant: Verdict = { action: "allow", findings: [], suppressed: [], obligations: [], redactions: [] };
		fc.assert(
			fc.property(input, (asked) => {
				const over = switchesOver(asked.kill, aboutOf(asked));
				const told = underKill(asked, ignorant);
				const states = new Set(over.map(({ state }) => state));
				const rule = states.has("refuse") ? "control.kill_switch" : states.has("review") ? "control.held" : undefined;
				expect(told.findings.map((finding) => finding.rule)).toEqual(rule === undefined ? [] : [rule]);
				expect(told.action).toBe(rule === undefined ? "allow" : "refuse");
			}),
		);
	});

	it("pins the narrowest's version, and of two as narrow the later's", () => {
		const pin = (scope: KillFact["scope"], digit: string, over: Partial<KillFact> = {}): KillFact => ({
			...{ id: digit, scope, state: "pin", version: `sha256:${digit.repeat(64)}` },
			...over,
		});
		const about = aboutOf({ ...base, stage: "output" } as PolicyInput);
		const app = { value: "support-bot" };
		expect(pinnedVersion([pin("app", "1", app), pin("tenant", "2")], about)).toMatch(/:1/);
		expect(pinnedVersion([pin("app", "1", app), pin("app", "2", app)], about)).toMatch(/:2/);
		expect(pinnedVersion([pin("app", "1", { value: "shop" })], about)).toBeUndefined();
	});
});

describe("an exception or a grant", () => {
	const permission = fc.record({
		mode: fc.constantFrom("suppress" as const, "monitor" as const),
		roles: fc.array(names, { maxLength: 1 }),
		scoped: fc.boolean(),
		rules: fc.constant(["control.kill_switch", "control.held", "secrets.secret_in_output", "privacy.pii_in_output"]),
	});

	it("never lets a finding pass that has no exceptions, but for review with a grant", () => {
		const key = signal("secret.private_key");
		fc.assert(
			fc.property(input, permission, (asked, { mode, roles, scoped, rules }) => {
				const items = rules.flatMap((rule) => {
					const fact = { id: `e-${rule}`, rule, apps: [], mode, not_before: 0, expires_at: 1_796_000_000_000 };
					return [scoped ? { ...fact, roles, age_classes: [], sources: [] } : fact];
				});
				const grant = { id: "grant-1", rules: [...rules] };
				const verdict = decide({ ...asked, signals: [key, ...asked.signals], ...exceptionFacts(items), grant } as PolicyInput);
				const passed: readonly Finding[] = verdict.suppressed.filter(({ exemptible }) => !exemptible);
				expect(passed.filter(({ action }) => action !== "review")).toEqual([]);
				if (switchesOver(asked.kill, aboutOf(asked)).some(({ state }) => state === "refuse"))
					expect(verdict.action).toBe("refuse");
			}),
			{ numRuns: 300 },
		);
	});
});
