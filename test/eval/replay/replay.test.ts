// Replay as a property: what was recorded comes again, every change of record, document or version is found, and every reason
// why a record cannot be replayed is told.
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { DecisionRecord } from "../../../src/contract/record.ts";
import type { AnyRecord } from "../../../src/contract/record-data.ts";
import { readLine } from "../../../src/eval/replay/export.ts";
import { addCounts, emptyCounts, impact } from "../../../src/eval/replay/impact.ts";
import { inputLacks, inputReads } from "../../../src/eval/replay/reads.ts";
import type { Sources } from "../../../src/eval/replay/recompute.ts";
import { replay } from "../../../src/eval/replay/replay.ts";
import { differencesOf, same } from "../../../src/eval/replay/same.ts";
import { canonicalJson } from "../../../src/platform/canonical-json.ts";
import { err, ok } from "../../../src/platform/result.ts";
import type { ServingVersion } from "../../../src/policy/version.ts";
import { type Frozen, readFrozen } from "../../vectors/frozen.ts";

let frozen: Frozen;
let decided: DecisionRecord;

beforeAll(async () => {
	frozen = await readFrozen(join(import.meta.dirname, "../../vectors/replay/2026.11.2"));
	decided = frozen.lines.find(
		(record): record is DecisionRecord => !("kind" in record) && record.decision === "redact",
	) as DecisionRecord;
});

const one = async (record: AnyRecord, sources = frozen.sources) => (await replay([record], sources))[0];

describe("a record", () => {
	test("with any byte of its line flipped is found", async () => {
		const lines = frozen.text.trimEnd().split("\n");
		await fc.assert(
			fc.asyncProperty(fc.nat(lines.length - 1), fc.nat(), fc.integer({ min: 0, max: 7 }), async (at, place, bit) => {
				const bytes = new TextEncoder().encode(lines[at]);
				const index = place % bytes.length;
				bytes[index] = (bytes[index] as number) ^ (1 << bit);
				const read = readLine(new TextDecoder().decode(bytes));
				// White space for white space and a name for another leave no commitment that opens.
				expect(read.ok && read.value.committed).toBe(false);
			}),
			{ numRuns: 300 },
		);
	});

	test.each<[string, (record: DecisionRecord) => DecisionRecord, string]>([
		["decision", (record) => ({ ...record, decision: "allow" }), "/decision"],
		["bundle", (record) => ({ ...record, bundle: `sha256:${"0".repeat(64)}` }), "/bundle"],
		[
			"configuration",
			(record) => ({ ...record, policy: { ...record.policy, config: `sha256:${"0".repeat(64)}` } }),
			"/policy/config",
		],
		["revision", (record) => ({ ...record, policy: { ...record.policy, revision: "0" } }), "/policy/revision"],
		[
			"defaults",
			(record) => ({ ...record, documents: { ...record.documents, defaults: `sha256:${"0".repeat(64)}` } }),
			"/documents/defaults",
		],
		["signals", (record) => ({ ...record, input: { ...record.input, signals: [] } as never }), "/verdict/action"],
	])("with another %s than it had differs, and the place is named", async (_, change, field) => {
		const outcome = await one(change(decided));
		expect(outcome?.status).toBe("differs");
		expect(outcome?.differences?.map((each) => each.field)).toContain(field);
	});

	test.each<[string, (record: DecisionRecord) => AnyRecord]>([
		["not-asked", ({ input: _, verdict: __, ...record }) => ({ ...record, problem: "detection-failed" })],
		["content-needed", ({ verdict: _, ...record }) => ({ ...record, problem: "enforcement-failed" })],
		["no-answer", ({ verdict: _, ...record }) => ({ ...record, problem: "policy-unavailable" })],
		["version-unknown", (record) => ({ ...record, policy: { ...record.policy, digest: `sha256:${"1".repeat(64)}` } })],
		["document-unknown", (record) => ({ ...record, documents: { ...record.documents, tenant: `sha256:${"1".repeat(64)}` } })],
		["contract-unread", (record) => ({ ...record, input: { ...record.input, contract: "0" } as never })],
		["general-policy", (record) => ({ kind: "data", decision_id: record.decision_id }) as never],
	])("that cannot be replayed says so: %s", async (reason, change) => {
		expect(await one(change(decided))).toMatchObject({ status: "not_replayable", reason });
	});

	test.each(["corrupt", "untrusted", "unsupported", "unavailable"] as const)(
		"whose version is %s is not replayable",
		async (fault) => {
			const outcome = await one(decided, { ...frozen.sources, version: async () => err(fault) });
			expect(outcome).toMatchObject({ status: "not_replayable", reason: `version-${fault}` });
		},
	);

	test("whose document is damaged, or whose isolate is lost, is not replayable", async () => {
		const damaged = { ...frozen.sources, documents: async () => new Map([[decided.documents.tenant, err("document-damaged")]]) };
		expect(await one(decided, damaged)).toMatchObject({ reason: "document-damaged" });
		const found = await frozen.sources.version(decided.policy.digest);
		if (!found.ok) throw new Error("the version is at hand");
		const lost = {
			...found.value,
			evaluate: async (asked: readonly unknown[]) => asked.map(() => err({ reason: "lost" } as const)),
		};
		expect(await one(decided, { ...frozen.sources, version: async () => ok(lost) })).toMatchObject({ reason: "evaluation-lost" });
	});

	test("of a problem that the policy makes gives the problem again", async () => {
		const { verdict: _, ...rest } = decided;
		const broken = {
			...rest,
			decision: "refuse",
			problem: "policy-input-invalid",
			input: { ...decided.input, stage: "none" },
		} as never;
		expect(await one(broken)).toMatchObject({ status: "same" });
		expect(await one({ ...rest, decision: "refuse", problem: "policy-trap" })).toMatchObject({ status: "differs" });
	});

	test("of another host says which", async () => {
		expect(await one({ ...decided, host: "edict/0.0.1" })).toMatchObject({ status: "same", recorded_host: "edict/0.0.1" });
	});
});

describe("sameness", () => {
	test("is that of canonical JSON, and what differs is found exactly then", () => {
		fc.assert(
			fc.property(fc.jsonValue({ noUnicodeString: true } as never), fc.jsonValue(), (a, b) => {
				const [left, right] = [JSON.parse(JSON.stringify(a)) as unknown, JSON.parse(JSON.stringify(b)) as unknown];
				expect(same(left, right)).toBe(JSON.stringify(sorted(left)) === JSON.stringify(sorted(right)));
				expect(same(left, sorted(left))).toBe(true);
				expect(differencesOf("", left, right, 8).length > 0).toBe(!same(left, right));
			}),
		);
	});
});

/** The same value with members in order. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, each]) => [name, sorted(each)]),
	);
}

describe("impact", () => {
	const diagonal = (matrix: Record<string, Record<string, number>>) =>
		Object.entries(matrix).every(([before, row]) => Object.entries(row).every(([after, n]) => n === 0 || before === after));

	test("of the version that decided is diagonal, with nothing changed", async () => {
		const { counts, changed } = await impact(frozen.lines, frozen.release.digest, frozen.sources);
		expect(changed).toEqual([]);
		expect(counts.compared).toBe(frozen.lines.length);
		expect([counts.matrix, ...Object.values(counts.by_app), ...Object.values(counts.by_stage)].every(diagonal)).toBe(true);
		expect(
			Object.values(counts.by_rule).every(
				({ before, after, appeared, disappeared }) => before === after && appeared + disappeared === 0,
			),
		).toBe(true);
	});

	test("of a draft that is blind to personal data names each decision that changes, before and after", async () => {
		const { digest, sources } = await blind();
		const { counts, changed } = await impact(frozen.lines, digest, sources);
		expect(changed.length).toBeGreaterThan(0);
		expect(counts.changed.decision).toBe(changed.filter(({ change }) => change === "decision").length);
		expect(counts.changed.decision).toBeGreaterThan(0);
		for (const { change, before, after } of changed) expect(before.decision !== after.decision).toBe(change === "decision");
		expect(
			Object.values(counts.matrix)
				.flatMap((row) => Object.values(row))
				.reduce((sum, n) => sum + n),
		).toBe(counts.compared);
	});

	test("of parts adds up to that of the whole, in any order", async () => {
		const { digest, sources } = await blind();
		const whole = await impact(frozen.lines, digest, sources);
		const sum = emptyCounts();
		for (let from = frozen.lines.length; from > 0; from -= 50) {
			addCounts(sum, (await impact(frozen.lines.slice(Math.max(0, from - 50), from), digest, sources)).counts);
		}
		expect(canonicalJson(sum)).toBe(canonicalJson(whole.counts));
	});

	test("counts apart what the draft reads and records lack", async () => {
		const sources = { ...frozen.sources, reads: async () => ["signals", "subject.age_class", "weather"] };
		const { counts } = await impact(frozen.lines, frozen.release.digest, sources);
		expect(counts).toMatchObject({ compared: 0, not_replayable: { "input-lacking": frozen.lines.length } });
	});
});

/** A draft that is blind to personal data: another version, made of the same module. */
async function blind(): Promise<{ digest: string; sources: Sources }> {
	const found = await frozen.sources.version(frozen.release.digest);
	if (!found.ok) throw new Error("the version is at hand");
	const own = found.value;
	const digest = `sha256:${"d".repeat(64)}`;
	const blinded = (input = "{}") => {
		const seen = JSON.parse(input) as { signals: { type: string }[] };
		return JSON.stringify({ ...seen, signals: seen.signals.filter(({ type }) => !type.startsWith("pii.")) });
	};
	const draft: ServingVersion = {
		...own,
		digest,
		evaluate: (asked) => own.evaluate(asked.map((each) => ({ ...each, input: blinded(each.input) }))),
	};
	return { digest, sources: { ...frozen.sources, version: async () => ok(draft) } };
}

describe("inputs that a version reads", () => {
	test("are those that its sources name, outside of comments, strings and tests", () => {
		const text =
			'package a\n# input.comment\nx if input.subject["age_class"] == "input.text"\ny if input.signals[_].type\nz if my.input.w\n';
		expect(
			inputReads([
				{ path: "a.rego", text },
				{ path: "a_test.rego", text: "input.tested" },
			]),
		).toEqual(["signals", "subject.age_class"]);
	});

	test.each([
		["signals", false],
		["subject.token", false],
		["config.tenant.rules", false],
		["weather", true],
		["subject.height", true],
		["tool.name", false],
		["tool.colour", false],
	])("%s is lacking: %s", (path, lacking) => {
		expect(inputLacks(decided.input, path)).toBe(lacking);
	});
});
