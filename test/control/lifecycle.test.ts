// The table of a version's life: every state with every command, what each need asks, and that no way leads around a tier.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type ApprovalInfo,
	type EvidenceInfo,
	type TierRules,
	VERSION_COMMANDS,
	VERSION_STATES,
	type VersionCommand,
	type VersionState,
} from "../../src/contract/lifecycle.ts";
import { countingApprovals, fall, kindsOf, outlook, step, TRANSITIONS, type VersionFacts } from "../../src/control/lifecycle.ts";
import { SHIPPED_TIERS, tierOf } from "../../src/control/tiers.ts";

const NOW = Date.UTC(2026, 10, 24);
const RULES = `sha256:${"a".repeat(64)}`;
const key = (name: string) => `sha256:${name.repeat(64)}`;
const strict = tierOf(SHIPPED_TIERS, "guard").rules;
const nothing: TierRules = {
	...strict,
	gates: { tests: false, coverage: 0, vectors: false, suites: [], impact: false, provenance: false, max_age_seconds: 0 },
	approvals: { required: 0, roles: [], from: [], signed: false, valid_seconds: 1 },
	stages: {},
};
const evidence = (kind: string, over: Partial<EvidenceInfo> = {}): EvidenceInfo => ({
	...{
		id: key("1"),
		kind,
		result: "PASSED",
		coverage: 100,
		finished_at: NOW,
		signer: key("e"),
		principal: "ci",
		at: NOW,
		epoch: 1,
	},
	...over,
});
const approval = (principal: string, over: Partial<ApprovalInfo> = {}): ApprovalInfo => ({
	...{ id: key("2"), principal, role: "approver", rules: RULES, signer: key("f"), at: NOW, expires_at: NOW + 1, epoch: 2 },
	...over,
});
const whole = (over: Partial<VersionFacts> = {}): VersionFacts => ({
	...{ state: "draft", now: NOW, rules: strict, rulesDigest: RULES, revoked: new Set(), authors: ["writer"] },
	evidence: kindsOf(strict).map((kind) => evidence(kind)),
	approvals: [approval("ana"), approval("ben")],
	stages: {
		shadow: { since: NOW - 10 * 86_400_000, until: NOW - 5 * 86_400_000, decisions: 10_000 },
		canary: { since: NOW - 5 * 86_400_000, decisions: 100_000 },
	},
	...{ paused: false, carried: false, glass: false },
	...over,
});
const missing = (facts: VersionFacts, command: VersionCommand) => {
	const taken = step(facts, command);
	return taken.ok ? [] : [...new Set(taken.error.missing.map(({ requirement }) => requirement))];
};

/** Where each command leads when nothing is missing; what is not here is refused. */
const LEADS: Record<VersionState, Partial<Record<VersionCommand, VersionState>>> = {
	draft: { test: "tested", reject: "rejected", shadow: "shadow", canary: "canary", promote: "stable", retire: "retired" },
	tested: {
		...{ request: "tested", approve: "approved", withdraw: "tested", reject: "rejected", shadow: "shadow", canary: "canary" },
		...{ promote: "stable", retire: "retired" },
	},
	approved: {
		...{ approve: "approved", withdraw: "approved", reject: "rejected", shadow: "shadow", canary: "canary" },
		...{ promote: "stable", retire: "retired" },
	},
	shadow: { withdraw: "shadow", reject: "rejected", canary: "canary", pause: "shadow", resume: "shadow", promote: "stable" },
	canary: { withdraw: "canary", reject: "rejected", pause: "canary", resume: "canary", promote: "stable" },
	stable: { promote: "stable", rollback: "stable" },
	superseded: {
		...{ test: "tested", reject: "rejected", shadow: "shadow", canary: "canary", promote: "stable", rollback: "stable" },
		...{ retire: "retired" },
	},
	rolled_back: { test: "tested", reject: "rejected", shadow: "shadow", canary: "canary", promote: "stable", retire: "retired" },
	rejected: { retire: "retired" },
	retired: {},
};

describe("every state with every command", () => {
	test.each(VERSION_STATES.flatMap((state) => VERSION_COMMANDS.map((command) => [state, command] as const)))(
		"%s: %s",
		(state, command) => {
			const facts = whole({ state });
			const taken = step(facts, command);
			const to = LEADS[state][command];
			if (to !== undefined) expect(taken).toEqual({ ok: true, value: to });
			else expect(taken).toMatchObject({ ok: false, error: { state, command, missing: [{ requirement: "state" }] } });
		},
	);

	test("leads from a state that is reached and to one of the list", () => {
		const reached = new Set(["draft", ...TRANSITIONS.map(({ to }) => to)]);
		for (const state of VERSION_STATES) expect(reached).toContain(state);
	});
});

describe("what is missing", () => {
	const bare = whole({ evidence: [], approvals: [], stages: {} });
	test("is told all at once, for each next step", () => {
		const kinds = ["rego-tests", "vectors", "impact", "provenance"].map((kind) => `evidence:${kind}`);
		expect(missing(bare, "test")).toEqual(kinds);
		expect(missing(bare, "promote")).toEqual([...kinds, "approvals", "stage:shadow", "stage:canary"]);
		expect(Object.keys(outlook(bare))).toEqual(["test", "reject", "shadow", "canary", "promote", "retire"]);
	});

	const tests = (over: Partial<EvidenceInfo>) =>
		missing(whole({ evidence: [...whole().evidence.slice(1), evidence("rego-tests", over)] }), "test");
	const old = NOW - strict.gates.max_age_seconds * 1000;
	test.each<[string, Partial<EvidenceInfo>, boolean]>([
		["whole", {}, true],
		["with warnings", { result: "WARNED" }, true],
		["failed", { result: "FAILED" }, false],
		["revoked", { revoked: true }, false],
		["by a revoked key", { signer: key("9") }, false],
		["covering less", { coverage: 99.9 }, false],
		["without coverage", { coverage: undefined as never }, false],
		["as old as may be", { finished_at: old }, true],
		["too old", { finished_at: old - 1000 }, false],
	])("evidence %s", (_, over, counts) => {
		const facts = whole({
			revoked: new Set([key("9")]),
			evidence: [...whole().evidence.slice(1), evidence("rego-tests", over)],
		});
		expect(missing(facts, "test")).toEqual(counts ? [] : ["evidence:rego-tests"]);
	});

	test("the newest evidence counts, whichever came first", () => {
		const [failed, passed] = [evidence("rego-tests", { result: "FAILED", finished_at: NOW - 1 }), evidence("rego-tests")];
		const rest = whole().evidence.slice(1);
		for (const both of [
			[failed, passed],
			[passed, failed],
		]) {
			expect(missing(whole({ evidence: [...rest, ...both] }), "test")).toEqual([]);
		}
		expect(tests({ result: "FAILED", finished_at: NOW })).toEqual(["evidence:rego-tests"]);
	});

	test.each<[string, Partial<ApprovalInfo>, boolean]>([
		["another's", {}, true],
		["a second of one principal", { principal: "ana" }, false],
		["an author's", { principal: "writer" }, false],
		["withdrawn", { withdrawn: true }, false],
		["expired", { expires_at: NOW }, false],
		["of other rules", { rules: key("b") }, false],
		["of another role", { role: "operator" }, false],
		["without a signature", { signer: undefined as never }, false],
		["by a revoked key", { signer: key("9") }, false],
	])("an approval, %s", (_, over, counts) => {
		const facts = whole({ revoked: new Set([key("9")]), approvals: [approval("ana"), approval("ben", over)], state: "approved" });
		expect(countingApprovals(facts)).toHaveLength(counts ? 2 : 1);
		expect(missing(facts, "shadow")).toEqual(counts ? [] : ["approvals"]);
	});

	test("only of named principals where the tier names them", () => {
		const rules = { ...strict, approvals: { ...strict.approvals, from: ["ana", "cleo"] } };
		expect(missing(whole({ rules, state: "approved" }), "shadow")).toEqual(["approvals"]);
	});

	test.each<[string, VersionFacts["stages"], string[]]>([
		["too short", { ...whole().stages, canary: { since: NOW - 1, decisions: 100_000 } }, ["stage:canary"]],
		["too few", { ...whole().stages, canary: { since: 0, decisions: 9_999 } }, ["stage:canary"]],
		["left out", { canary: { since: 0, decisions: 100_000 } }, ["stage:shadow"]],
		["left too early", { ...whole().stages, shadow: { since: NOW - 1000, until: NOW, decisions: 9_999 } }, ["stage:shadow"]],
	])("a stage %s", (_, stages, expected) => {
		expect(missing(whole({ state: "canary", stages }), "promote")).toEqual(expected);
	});

	test("time: nothing goes on while the tier is frozen, but for going back", () => {
		const rules = { ...strict, freeze: [{ from: NOW, until: NOW + 1, reason: "sale" }] };
		for (const command of ["shadow", "canary", "promote"] as const) {
			expect(missing(whole({ rules, state: "superseded" }), command)).toEqual(["freeze"]);
			expect(missing(whole({ rules, state: "superseded", now: NOW + 1, approvals: [] }), command)).toEqual(["approvals"]);
		}
		expect(missing(whole({ rules, state: "superseded" }), "rollback")).toEqual([]);
	});

	test("a rollout that stands still goes no further", () => {
		expect(missing(whole({ state: "canary", paused: true }), "promote")).toEqual(["unpaused"]);
	});

	test("nothing, where two have broken the glass; and yet not from a state that has no way", () => {
		const opened = { ...bare, glass: true };
		for (const command of ["shadow", "canary", "promote"] as const) expect(missing(opened, command)).toEqual([]);
		expect(missing(opened, "test")).not.toEqual([]);
		for (const state of ["rejected", "retired"] as const) expect(missing({ ...opened, state }, "promote")).toEqual(["state"]);
	});

	test("nothing to promote what the deployment carries", () => {
		expect(missing({ ...bare, carried: true }, "promote")).toEqual([]);
		expect(missing({ ...bare, carried: true, state: "retired" }, "promote")).toEqual(["state"]);
	});
});

describe("a fall", () => {
	test.each(["tested", "approved", "shadow", "canary"] as const)("from %s, when evidence is gone", (state) => {
		expect(fall(whole({ state, evidence: [] }))).toBe("draft");
		expect(fall(whole({ state }))).toBeUndefined();
	});
	test.each(["approved", "shadow", "canary"] as const)("from %s, when an approval is gone", (state) => {
		expect(fall(whole({ state, approvals: [approval("ana")] }))).toBe("tested");
	});
	test("happens to nothing in force or over, and by no passing of time", () => {
		for (const state of ["stable", "superseded", "rolled_back", "rejected", "retired", "draft"] as const) {
			expect(fall(whole({ state, evidence: [], approvals: [] }))).toBeUndefined();
		}
		expect(fall(whole({ state: "canary", now: NOW * 2 }))).toBeUndefined();
	});
});

/** A world in which anything may happen to a version, and what it was at each step. */
const happening = fc.oneof(
	fc.record({ what: fc.constant("command" as const), command: fc.constantFrom(...VERSION_COMMANDS) }),
	fc.record({ what: fc.constant("evidence" as const), kind: fc.constantFrom(...kindsOf(strict)), passed: fc.boolean() }),
	fc.record({ what: fc.constant("approval" as const), by: fc.constantFrom("ana", "ben", "cleo", "writer") }),
	fc.record({ what: fc.constant("withdraw" as const), by: fc.constantFrom("ana", "ben", "cleo") }),
	fc.record({ what: fc.constant("time" as const), days: fc.integer({ min: 0, max: 20 }) }),
	fc.record({ what: fc.constant("revoke" as const), key: fc.constantFrom(key("e"), key("f")) }),
);
const anyTier: fc.Arbitrary<TierRules> = fc.constantFrom(strict, nothing, ...Object.values(SHIPPED_TIERS.tiers));

test("no sequence of anything leads into a stage or into force without what the tier asks", () => {
	let inForce = 0;
	fc.assert(
		fc.property(anyTier, fc.boolean(), fc.array(happening, { minLength: 20, maxLength: 60 }), (rules, begun, happenings) => {
			const late = { expires_at: 14 * 86_400_000 };
			const first = begun
				? {
						evidence: kindsOf(rules).map((kind) => evidence(kind, { finished_at: 0 })),
						approvals: [approval("ana", late), approval("ben", late)],
					}
				: { evidence: [], approvals: [] };
			let facts = whole({ ...first, rules, stages: {}, now: 0 });
			for (const each of happenings) {
				const { now } = facts;
				if (each.what === "time") facts = { ...facts, now: now + each.days * 86_400_000 };
				else if (each.what === "evidence") {
					const made = evidence(each.kind, {
						result: each.passed ? "PASSED" : "FAILED",
						finished_at: now,
						epoch: facts.evidence.length + 1,
					});
					facts = { ...facts, evidence: [...facts.evidence, made] };
				} else if (each.what === "approval") {
					facts = {
						...facts,
						approvals: [...facts.approvals, approval(each.by, { expires_at: now + rules.approvals.valid_seconds * 1000 })],
					};
				} else if (each.what === "withdraw") {
					const approvals = facts.approvals.map((one) => (one.principal === each.by ? { ...one, withdrawn: true } : one));
					facts = { ...facts, approvals };
				} else if (each.what === "revoke") facts = { ...facts, revoked: new Set([...facts.revoked, each.key]) };
				else {
					const taken = step(facts, each.command);
					if (!taken.ok || taken.value === facts.state) continue;
					if (["shadow", "canary", "stable"].includes(taken.value) && each.command !== "rollback") {
						inForce++;
						expect(asked(facts, taken.value)).toEqual([]);
					}
					facts = entered(facts, taken.value);
				}
				const to = fall(facts);
				if (to !== undefined) facts = { ...facts, state: to, stages: {} };
			}
		}),
		{ numRuns: 2_000 },
	);
	expect(inForce).toBeGreaterThan(200);
});

function entered(facts: VersionFacts, state: VersionState): VersionFacts {
	const { shadow } = facts.stages;
	const done = facts.state === "shadow" && shadow !== undefined ? { shadow: { ...shadow, until: facts.now } } : {};
	const stage = { since: facts.now, decisions: 1_000_000 };
	if (state === "shadow") return { ...facts, state, stages: { shadow: stage } };
	if (state === "canary") return { ...facts, state, stages: { ...done, canary: stage } };
	return { ...facts, state, stages: {} };
}

/** What the tier asks for a state, told a second time and otherwise than the table does. */
function asked({ rules, evidence: all, approvals, revoked, now, stages }: VersionFacts, state: VersionState): string[] {
	const faults: string[] = [];
	for (const kind of kindsOf(rules)) {
		const good = all.filter((one) => one.kind === kind && !revoked.has(one.signer)).at(-1);
		const fresh =
			good !== undefined && (rules.gates.max_age_seconds === 0 || now - good.finished_at <= rules.gates.max_age_seconds * 1000);
		if (good?.result !== "PASSED" || !fresh) faults.push(kind);
	}
	const people = new Set(
		approvals
			.filter((one) => !one.withdrawn && one.expires_at > now && !revoked.has(one.signer ?? "") && one.principal !== "writer")
			.map((one) => one.principal),
	);
	if (people.size < rules.approvals.required) faults.push("approvals");
	for (const stage of ["shadow", "canary"] as const) {
		const before = state === "stable" || (state === "canary" && stage === "shadow");
		const wanted = rules.stages[stage];
		if (!before || wanted === undefined) continue;
		const been = stages[stage];
		if (been === undefined || ((been.until ?? now) - been.since) / 1000 < wanted.min_seconds) faults.push(stage);
	}
	return faults;
}
