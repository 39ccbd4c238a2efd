// What the control plane says of a configuration layer is what the compiled policy says of it, entry by entry.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { Verdict } from "../../src/contract/finding.ts";
import { ConfigLayer } from "../../src/contract/input.ts";
import { RULE_ACTIONS, SEVERITIES } from "../../src/contract/names.ts";
import { configFaults, type RuleDefaults } from "../../src/control/config-faults.ts";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { policyInput } from "../rego/policy-input.ts";

const { loadPolicySync }: typeof import("@open-policy-agent/opa-wasm") = createRequire(import.meta.url)(
	"@open-policy-agent/opa-wasm",
);
const policy = loadPolicySync(await readFile("bundles/baseline/policy.wasm"));
const data = JSON.parse(await readFile("bundles/baseline/data.json", "utf8"));
policy.setData(data);
const DEFAULTS: RuleDefaults = data.guard.config.defaults;

/** Pointers that the policy names for a layer, below its own. */
function ignored(layers: { tenant: ConfigLayer; app: ConfigLayer }, which: "tenant" | "app"): string[] {
	const [answer] = policy.evaluate(policyInput({ config: layers }), ENTRYPOINT) as { result: unknown }[];
	const { findings } = v.parse(Verdict, answer?.result);
	const targets = findings.filter(({ rule }) => rule === "control.config_ignored").flatMap((finding) => finding.targets);
	const prefix = `/config/${which}/`;
	return targets.flatMap(({ target }) => (target.startsWith(prefix) ? [target.slice(prefix.length)] : [])).sort();
}

/** The same of the control plane; it names an unknown rule by the member that names it. */
function faults(layer: ConfigLayer, above: ConfigLayer[]): string[] {
	const told = configFaults(layer, DEFAULTS, above).map(({ pointer }) => pointer.slice("/layer/".length));
	const unknown = Object.keys(layer.rules).filter((rule) => !(rule in DEFAULTS));
	const known = told.filter((pointer) => pointer !== "rules");
	expect(told.length - known.length).toBe(unknown.length);
	return [...known, ...unknown.map((rule) => `rules/${rule}`)].sort();
}

const someRules = Object.keys(DEFAULTS).filter((rule) => /output|retrieval|_in_|budget|control|scope/.test(rule));
const directions = new Set(Object.values(DEFAULTS).flatMap(({ params }) => Object.values(params ?? {}).map((p) => p.direction)));

/** Values near what a rule ships, of its type and of others. */
function valueNear(shipped: unknown) {
	const near: fc.Arbitrary<number | boolean | string | string[]>[] = [
		fc.constantFrom<number | boolean | string>(0, 699, 700, 701, 1e9, true, "mask", "token"),
		fc.constantFrom(["pii.name"], ["pii.name", "pii.ip"], [], ["pii.email", "harm.ssh"]),
	];
	if (typeof shipped === "number") near.push(fc.integer({ min: shipped - 2, max: shipped + 2 }));
	if (Array.isArray(shipped)) near.push(fc.subarray(shipped as string[]));
	return fc.oneof(...near);
}

const entry = (rule: string) => {
	const params = DEFAULTS[rule]?.params ?? {};
	const values = Object.fromEntries(
		Object.entries({ ...params, unheard_of: { value: 1 } }).map(([name, { value }]) => [name, valueNear(value)]),
	);
	return fc.record(
		{
			action: fc.constantFrom(...RULE_ACTIONS),
			severity: fc.constantFrom(...SEVERITIES),
			params: fc.record(values, { requiredKeys: [] }),
		},
		{ requiredKeys: [] },
	);
};
const layerOf = (rules: readonly string[]) =>
	fc
		.uniqueArray(fc.constantFrom(...rules), { maxLength: 3 })
		.chain((some) => fc.record(Object.fromEntries(some.map((rule) => [rule, entry(rule)]))))
		.map((entries) => v.parse(ConfigLayer, { rules: entries }));

test("the baseline has parameters of several directions, and fixed ones", () => {
	expect([...directions].map(String).sort()).toEqual(expect.arrayContaining(["min", "subset", "superset", "undefined"]));
});

test("a tenant's layer has the faults that the policy would ignore, and no others", () => {
	let good = 0;
	fc.assert(
		fc.property(layerOf([...someRules, "no.such_rule"]), (asked) => {
			const told = faults(asked, []);
			if (told.length === 0) good++;
			expect(told).toEqual(ignored({ tenant: asked, app: { rules: {} } }, "tenant"));
		}),
		{ numRuns: 300 },
	);
	expect(good).toBeGreaterThan(20);
});

test("an app's layer is held against the tenant's too, whatever of that has no effect", () => {
	// Few rules, so that both layers often speak of the same.
	const layer = layerOf(["privacy.pii_in_output", "output.exfiltration_link", "injection.many_shot", "usage.call_budget"]);
	fc.assert(
		fc.property(layer, layer, (tenant, app) => {
			expect(faults(app, [tenant])).toEqual(ignored({ tenant, app }, "app"));
		}),
		{ numRuns: 300 },
	);
});

test.each([
	[
		"min",
		700,
		[
			[700, true],
			[1, true],
			[701, false],
		],
	],
	[
		"max",
		10,
		[
			[10, true],
			[11, true],
			[9, false],
		],
	],
	[
		"subset",
		["a", "b"],
		[
			[["a"], true],
			[[], true],
			[["a", "c"], false],
		],
	],
	[
		"superset",
		["a"],
		[
			[["b"], true],
			[[], true],
			["a", false],
		],
	],
	[
		undefined,
		"mask",
		[
			["mask", false],
			["token", false],
		],
	],
] as const)("a parameter of direction %s moves in its direction only", (direction, value, cases) => {
	const param = (direction === undefined ? { value } : { value, direction }) as never;
	const shipped: RuleDefaults = { "a.rule": { action: "redact", severity: "medium", params: { it: param } } };
	for (const [asked, fits] of cases) {
		const one = v.parse(ConfigLayer, { rules: { "a.rule": { params: { it: asked } } } });
		expect(configFaults(one, shipped, []).length === 0, JSON.stringify(asked)).toBe(fits);
	}
});
