// The committed release, asked through OPA's own WASM host: what it decides, and what holds for every input.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Verdict } from "../../src/contract/finding.ts";
import { ConfigLayer, PolicyInput } from "../../src/contract/input.ts";
import { DECISIONS } from "../../src/contract/names.ts";
import { SIGNAL_TYPES, type SignalTypeName } from "../../src/contract/signal.ts";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { policyInput, signal } from "./policy-input.ts";

const { loadPolicySync }: typeof import("@open-policy-agent/opa-wasm") = createRequire(import.meta.url)(
	"@open-policy-agent/opa-wasm",
);
const policy = loadPolicySync(await readFile("bundles/baseline/policy.wasm"));
const data = JSON.parse(await readFile("bundles/baseline/data.json", "utf8"));
policy.setData(data);
const DEFAULTS: Record<string, { params?: Record<string, { value: unknown }> }> = data.guard.config.defaults;

function decide(changes: Partial<PolicyInput>): Verdict {
	const input = policyInput(changes);
	expect(v.is(PolicyInput, input)).toBe(true);
	const results = policy.evaluate(input, ENTRYPOINT) as { result: unknown }[];
	expect(results).toHaveLength(1);
	return v.parse(Verdict, results[0]?.result);
}

function summary({ action, findings, refusal }: Verdict): unknown {
	return { action, rules: findings.map((finding) => finding.rule), ...(refusal ? { hazard: refusal.hazard } : {}) };
}

describe("the guard", () => {
	it("lets harmless content pass at every stage", () => {
		for (const stage of ["input", "output", "retrieval", "tool_result"] as const) {
			expect(summary(decide({ stage }))).toEqual({ action: "allow", rules: [] });
		}
	});

	it("lets an e-mail address in and not out", () => {
		expect(summary(decide({ signals: [signal("pii.email")] }))).toEqual({
			action: "allow",
			rules: ["privacy.contact_in_input"],
		});
		expect(decide({ stage: "output", signals: [signal("pii.email")] }).redactions).toEqual([
			{ target: "/content/0/text", type: "pii.email", span: { start: 3, end: 9 }, style: "mask" },
		]);
	});

	it("refuses an attack, and names the hazard", () => {
		expect(summary(decide({ signals: [signal("injection.override")] }))).toEqual({
			action: "refuse",
			rules: ["injection.prompt_injection"],
			hazard: "injection",
		});
	});

	it("refuses what detection could not finish, whatever exceptions say", () => {
		const always = { not_before: 0, expires_at: Number.MAX_SAFE_INTEGER };
		const verdict = decide({
			signals: [signal("limit.work_exhausted")],
			exceptions: [{ id: "e1", rule: "integrity.detection_incomplete", apps: [], mode: "suppress", ...always }],
		});
		expect(summary(verdict)).toEqual({ action: "refuse", rules: ["integrity.detection_incomplete"], hazard: "generic" });
	});

	it("refuses a tool call without a tool", () => {
		expect(decide({ stage: "tool_call" }).action).toBe("refuse");
	});

	it("refuses what it cannot read", () => {
		for (const input of [{}, null, { ...policyInput(), contract: "2" }, { ...policyInput(), signals: null }]) {
			const [result] = policy.evaluate(input, ENTRYPOINT) as { result: unknown }[];
			expect(summary(v.parse(Verdict, result?.result))).toEqual({ action: "refuse", rules: [], hazard: "generic" });
		}
	});

	it("refuses when the host has not given it its data", async () => {
		const bare = loadPolicySync(await readFile("bundles/baseline/policy.wasm"));
		for (const given of [{}, { guard: { config: { defaults: {}, hazards: {} } } }]) {
			bare.setData(given);
			const [result] = bare.evaluate(policyInput(), ENTRYPOINT) as { result: unknown }[];
			expect(summary(v.parse(Verdict, result?.result))).toEqual({ action: "refuse", rules: [], hazard: "generic" });
		}
	});

	it("needs nothing of its host", async () => {
		const manifest = JSON.parse(await readFile("bundles/baseline/manifest.json", "utf8"));
		expect(manifest.builtins).toEqual([]);
	});
});

const signals = fc.array(
	fc.record({
		type: fc.constantFrom(...(Object.keys(SIGNAL_TYPES) as SignalTypeName[])),
		score: fc.integer({ min: 0, max: 1000 }),
		placed: fc.boolean(),
	}),
	{ maxLength: 6 },
);
const requests = fc.record({
	stage: fc.constantFrom("input", "output", "retrieval", "tool_call", "tool_result"),
	signals: signals.map((listed) =>
		listed.map(({ type, score, placed }) => {
			const seen = signal(type, { score });
			if (!placed) delete seen.span;
			return seen;
		}),
	),
	documents: fc.array(
		fc.record({
			source: fc.constant("s"),
			trust: fc.constantFrom("trusted", "internal", "untrusted", "unknown"),
			owner: fc.constantFrom("same", "other", "unknown"),
			age_ms: fc.nat(),
			chars: fc.nat(),
		}),
		{ maxLength: 2 },
	),
	usage: fc.record({ tool_calls: fc.nat({ max: 200 }), tokens: fc.nat({ max: 4_000_000 }) }),
}) as fc.Arbitrary<Partial<PolicyInput>>;

/** Entries for rules and their parameters, sensible or not. */
function layerAbout(rules: string[]): fc.Arbitrary<ConfigLayer> {
	const entry = fc.constantFrom(...rules).chain((rule) => {
		const params = Object.keys(DEFAULTS[rule]?.params ?? { none: 0 });
		const value = fc.oneof(
			fc.integer({ min: -10, max: 2000 }),
			fc.boolean(),
			fc.constantFrom("mask", "token", "partial"),
			fc.subarray(Object.keys(SIGNAL_TYPES), { maxLength: 8 }),
		);
		const settings = {
			rule: fc.constant(rule),
			action: fc.constantFrom("flag", "redact", "review", "refuse"),
			severity: fc.constantFrom("low", "medium", "high", "critical"),
			params: params.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...params), value, { maxKeys: 3 }),
		};
		return fc.record(settings, { requiredKeys: ["rule"] });
	});
	return fc
		.array(entry, { maxLength: 5 })
		.map((entries) =>
			v.parse(ConfigLayer, { rules: Object.fromEntries(entries.map(({ rule, ...settings }) => [rule, settings])) }),
		);
}

/** A request with two layers that are mostly about the rules that fire on it. */
const configured = requests.chain((request) => {
	const fired = decide(request).findings.map((finding) => finding.rule);
	const layer = layerAbout([...fired, ...fired, ...fired, ...Object.keys(DEFAULTS).slice(0, fired.length + 1), "no.rule"]);
	return fc.record({ request: fc.constant(request), tenant: layer, app: layer });
});

describe("properties of the guard", () => {
	it("a layer never makes a decision less strict", () => {
		fc.assert(
			fc.property(configured, ({ request, tenant, app }) => {
				const strictness = (config: PolicyInput["config"]) => DECISIONS.indexOf(decide({ ...request, config }).action);
				const none = { rules: {} };
				const [without, one, both] = [
					strictness({ tenant: none, app: none }),
					strictness({ tenant, app: none }),
					strictness({ tenant, app }),
				];
				expect(one).toBeGreaterThanOrEqual(without);
				expect(both).toBeGreaterThanOrEqual(one);
			}),
			{ numRuns: 400 },
		);
	});

	it("a layer never takes a finding away, nor a place out of the redactions", () => {
		fc.assert(
			fc.property(configured, ({ request, app }) => {
				const without = decide(request);
				const within = decide({ ...request, config: { tenant: { rules: {} }, app } });
				const rules = new Set(within.findings.map((finding) => finding.rule));
				expect(without.findings.filter((finding) => !rules.has(finding.rule))).toEqual([]);
				if (within.action !== "redact") return;
				const places = new Set(within.redactions.map((order) => JSON.stringify(order)));
				expect(without.redactions.filter((order) => !places.has(JSON.stringify(order)))).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	it("a verdict is always well formed, the same twice, and does not contradict itself", () => {
		fc.assert(
			fc.property(configured, ({ request, tenant }) => {
				const asked = { ...request, config: { tenant, app: { rules: {} } } };
				const verdict = decide(asked);
				expect(decide(asked)).toEqual(verdict);
				expect(verdict.action === "refuse").toBe(verdict.refusal !== undefined);
				const refusing = verdict.findings.some(({ action }) => action === "refuse" || action === "review");
				const redacting = verdict.findings.filter(({ action }) => action === "redact");
				const placed = redacting.every(({ targets }) => targets.every(({ span }) => span !== undefined));
				const expected = refusing || !placed ? "refuse" : redacting.length > 0 ? "redact" : "allow";
				expect(verdict.action).toBe(expected);
			}),
			{ numRuns: 300 },
		);
	});
});
