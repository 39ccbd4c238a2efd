// Faults are injected everywhere: never an allow, never a promise without a record.
import * as v from "valibot";
import { beforeAll, expect, it } from "vitest";
import type { Decision } from "../../src/contract/decision.ts";
import type { AppContext } from "../../src/contract/registry.ts";
import { DecideRequest, type DecideRequestBody } from "../../src/contract/request.ts";
import { decideAll } from "../../src/decide/decide.ts";
import type { DecideDeps } from "../../src/decide/deps.ts";
import type { Detector } from "../../src/decide/detect/detector.ts";
import { createLocalGuard, type LocalGuard, OPEN_APP } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import { MAX_WORK_UNITS } from "../../src/platform/limits.ts";
import { err, ok } from "../../src/platform/result.ts";
import type { GuardRelease } from "../../src/policy/bundle.ts";
import type { ServingPolicy } from "../../src/policy/host.ts";

let release: GuardRelease;
beforeAll(async () => {
	release = await readReleaseFolder("bundles/baseline");
});

const BENIGN: DecideRequestBody = {
	stage: "input",
	app: "app",
	content: [{ role: "user", text: "What are your opening hours on Sunday?" }],
};
const CANARY = "canary-51b0";

const app = (tier: AppContext["tier"]): AppContext => ({ ...OPEN_APP, tier });

async function decideWith(deps: Partial<DecideDeps>, tier: AppContext["tier"] = 2) {
	const guard = await createLocalGuard(release, { deps, apps: [app(tier)] });
	return { guard, result: await guard.decide(BENIGN) };
}

async function decidedWith(deps: Partial<DecideDeps>): Promise<Decision> {
	const { result } = await decideWith(deps);
	if (!result.ok) throw new Error(result.error.code);
	return result.value;
}

async function contextOf(guard: LocalGuard) {
	const loaded = await guard.deps.loadContext("local", 0, () => {});
	if (!loaded.ok) throw new Error(loaded.error);
	return loaded.value;
}

const ZERO = `sha256:${"0".repeat(64)}`;
const NAMES = { name: "guard", revision: "0", digest: ZERO, bundle: ZERO, defaults: ZERO };

function policySaying(evaluate: ServingPolicy["evaluate"]): Partial<DecideDeps> {
	return {
		activeVersion: () => ok({ version: { ...NAMES, policy: { evaluate } }, degraded: false }),
	};
}

it("allows the benign request when nothing is wrong", async () => {
	expect(await decidedWith({})).toMatchObject({ decision: "allow", outcome: "decided" });
});

it.each([
	["trap", "policy-trap"],
	["undefined", "policy-undefined"],
	["load", "policy-unavailable"],
	["input-too-large", "policy-input-invalid"],
	["lost", "policy-unavailable"],
] as const)("refuses when the policy's fault is %s", async (fault, code) => {
	const decision = await decidedWith(policySaying(() => err(fault)));
	expect(decision).toMatchObject({
		decision: "refuse",
		outcome: "unavailable",
		problem: { code },
		refusal: { hazard: "generic" },
	});
	expect(decision.content).toBeUndefined();
	expect(decision.receipt).toBeDefined();
});

const ALLOW = { action: "allow", findings: [], suppressed: [], obligations: [], redactions: [] };
const FINDING = {
	rule: "a.b",
	title: "t",
	action: "refuse",
	severity: "high",
	owner: "o",
	risks: [],
	exemptible: false,
	targets: [],
};

it.each([
	null,
	true,
	"allow",
	[],
	{},
	{ ...ALLOW, action: "permit" },
	{ ...ALLOW, extra: 1 },
	{ ...ALLOW, findings: {} },
	{ ...ALLOW, findings: [FINDING] },
	{ ...ALLOW, findings: [{ ...FINDING, action: "redact" }] },
	{ ...ALLOW, findings: [{ ...FINDING, action: "review" }] },
	{ ...ALLOW, refusal: { hazard: "generic" } },
	{ ...ALLOW, action: "redact" },
	{ ...ALLOW, action: "refuse" },
	{ ...ALLOW, redactions: [{ target: "/content/0/text", type: "pii.email", span: { start: 0, end: 4 }, style: "mask" }] },
])("refuses a verdict of the wrong shape: %#", async (verdict) => {
	const decision = await decidedWith(policySaying(() => ok(verdict)));
	expect(decision).toMatchObject({ decision: "refuse", outcome: "unavailable", problem: { code: "policy-invalid-verdict" } });
});

it.each([
	{ target: "/content/7/text", span: { start: 0, end: 4 } },
	{ target: "", span: { start: 0, end: 4 } },
	{ target: "/content/0/text", span: { start: 4, end: 4 } },
	{ target: "/content/0/text", span: { start: 0, end: 400 } },
])("refuses when a redaction cannot be carried out: %#", async (order) => {
	const verdict = {
		...ALLOW,
		action: "redact",
		findings: [{ ...FINDING, action: "redact" }],
		redactions: [{ ...order, type: "pii.email", style: "mask" }],
	};
	const decision = await decidedWith(policySaying(() => ok(verdict)));
	expect(decision).toMatchObject({ decision: "refuse", outcome: "unavailable", problem: { code: "enforcement-failed" } });
});

it("refuses when a policy throws, and keeps what it threw out of the answer", async () => {
	const decision = await decidedWith(
		policySaying(() => {
			throw new Error(CANARY);
		}),
	);
	expect(decision).toMatchObject({ decision: "refuse", outcome: "unavailable" });
	expect(JSON.stringify(decision)).not.toContain(CANARY);
});

it("refuses when a detector throws, and says which, not what", async () => {
	const failing: Detector = {
		name: "failing",
		version: "1",
		types: [],
		reads: "original",
		cost: 1,
		scan: () => {
			throw new Error(CANARY);
		},
	};
	const { guard, result } = await decideWith({ detectors: [failing] });
	expect(result).toMatchObject({
		ok: true,
		value: { decision: "refuse", outcome: "decided", reasons: [{ rule: "integrity.detection_incomplete" }] },
	});
	expect(JSON.stringify([result, guard.records])).not.toContain(CANARY);
});

it("refuses when the work budget runs out", async () => {
	const greedy: Detector = { name: "greedy", version: "1", types: [], reads: "original", cost: MAX_WORK_UNITS, scan: () => [] };
	expect(await decidedWith({ detectors: [greedy] })).toMatchObject({
		decision: "refuse",
		reasons: [{ rule: "integrity.detection_incomplete" }],
	});
});

it.each([
	[1, "problem"],
	[2, "problem"],
	[3, "degraded"],
] as const)("tier %i without a record: %s", async (tier, expected) => {
	const { result } = await decideWith({ record: async () => false }, tier);
	if (expected === "problem") {
		expect(result).toMatchObject({ ok: false, error: { code: "record-unavailable", status: 503, decision: "refuse" } });
	} else {
		expect(result).toMatchObject({ ok: true, value: { decision: "allow", outcome: "degraded" } });
		expect(result.ok && result.value.receipt).toBeUndefined();
	}
});

it.each([
	[1, false],
	[2, true],
	[3, true],
] as const)("tier %i with a context past its time goes on: %s", async (tier, goesOn) => {
	const { guard } = await decideWith({}, tier);
	const { context } = await contextOf(guard);
	const { result } = await decideWith({ loadContext: async () => ok({ context, degraded: true }) }, tier);
	if (goesOn) expect(result).toMatchObject({ ok: true, value: { decision: "allow", outcome: "degraded" } });
	else expect(result).toMatchObject({ ok: false, error: { code: "context-unavailable", decision: "refuse" } });
});

it.each([
	[1, false],
	[2, true],
	[3, true],
] as const)("tier %i goes on with the former version when the one in force cannot serve: %s", async (tier, goesOn) => {
	const { guard } = await decideWith({}, tier);
	const { context } = await contextOf(guard);
	const chosen = await guard.deps.activeVersion(context, "stable", 0);
	if (!chosen.ok) throw new Error(chosen.error);
	const { result } = await decideWith({ activeVersion: () => ok({ ...chosen.value, degraded: true }) }, tier);
	if (goesOn) expect(result).toMatchObject({ ok: true, value: { decision: "allow", outcome: "degraded" } });
	else expect(result).toMatchObject({ ok: false, error: { code: "policy-unavailable", decision: "refuse" } });
});

it.each(["unknown", "corrupt", "untrusted", "unsupported", "unavailable"] as const)(
	"refuses when the version in force is %s",
	async (reason) => {
		const { guard, result } = await decideWith({ activeVersion: () => err(reason) }, 3);
		expect(result).toMatchObject({ ok: false, error: { code: "policy-unavailable", status: 503, decision: "refuse" } });
		expect(guard.records).toEqual([]);
	},
);

it("asks for the context once for requests that are decided together, and for the version once for each", async () => {
	const { guard } = await decideWith({});
	const { context } = await contextOf(guard);
	const chosen = await guard.deps.activeVersion(context, "stable", 0);
	const asked: string[] = [];
	const deps: DecideDeps = {
		...guard.deps,
		loadContext: async () => {
			asked.push("context");
			return ok({ context, degraded: false });
		},
		activeVersion: () => {
			asked.push("version");
			return chosen;
		},
	};
	const caller = { keyId: "k", tenant: "local", principal: "p", role: "app" as const, apps: ["*"], origins: [] };
	const request = v.parse(DecideRequest, BENIGN);
	const decided = await decideAll([request, request], { caller, now: Date.now(), waitUntil: () => {} }, deps);
	expect(decided).toMatchObject([{ value: { decision: "allow" } }, { value: { decision: "allow" } }]);
	expect(asked).toEqual(["context", "version", "version"]);
});

it("refuses when there is no context", async () => {
	const { result } = await decideWith({ loadContext: async () => err("unavailable") });
	expect(result).toMatchObject({ ok: false, error: { code: "context-unavailable", decision: "refuse" } });
});

it("refuses an app that is not registered", async () => {
	const guard = await createLocalGuard(release);
	expect(await guard.decide({ ...BENIGN, app: "other" })).toMatchObject({
		ok: false,
		error: { code: "app-unknown", status: 403 },
	});
});

it("goes on when the clock goes back", async () => {
	const guard = await createLocalGuard(release);
	const later = await guard.decide(BENIGN, 2_000_000_000_000);
	const earlier = await guard.decide(BENIGN, 1_000_000_000_000);
	expect([later, earlier]).toMatchObject([
		{ value: { decision: "allow" } },
		{ value: { decision: "allow", time: "2001-09-09T01:46:40.000Z" } },
	]);
});
