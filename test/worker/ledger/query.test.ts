// Questions to the ledger: every filter against a plain model, pages under random inserts, tampering, bounds.
import fc from "fast-check";
import * as v from "valibot";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DecisionRecord } from "../../../src/contract/record.ts";
import { SearchRequest } from "../../../src/contract/search.ts";
import { findDecision, searchDecisions, type Tokens } from "../../../src/ledger/query.ts";
import type { Scope } from "../../../src/ledger/scope.ts";
import { type Filters, searchSql } from "../../../src/ledger/search-sql.ts";
import { storeRecords } from "../../../src/ledger/store.ts";
import { tokeniser } from "../../../src/platform/token.ts";
import { digest, messageOf, NOW, type RecordParts } from "../../ledger/messages.ts";
import { clear, db, deps, rows } from "./bench.ts";

const ACME: Scope = { tenant: "acme" };
const MASTER = crypto.getRandomValues(new Uint8Array(32));
const before = tokeniser(MASTER, [1]);
const after = tokeniser(MASTER, [1, 2]);
const tokens: Tokens = after.all;

async function keep(parts: RecordParts, now = NOW): Promise<DecisionRecord> {
	const message = await messageOf(parts);
	expect(await storeRecords(deps(), [message], { now })).toEqual(["stored"]);
	return message.record;
}

async function page(request: Partial<v.InferInput<typeof SearchRequest>>, scope = ACME) {
	const found = await searchDecisions({ db, tokens }, scope, v.parse(SearchRequest, request));
	if (!found.ok) throw new Error(found.error);
	return found.value;
}

async function all(request: Partial<v.InferInput<typeof SearchRequest>>, scope = ACME): Promise<string[]> {
	const ids: string[] = [];
	let cursor: string | undefined;
	do {
		const next = await page({ ...request, ...(cursor === undefined ? {} : { cursor }) }, scope);
		ids.push(...next.decisions.map((record) => record.decision_id));
		cursor = next.next_cursor;
	} while (cursor !== undefined);
	return ids;
}

const newestFirst = (a: DecisionRecord, b: DecisionRecord) =>
	b.time - a.time || (a.decision_id < b.decision_id ? 1 : a.decision_id > b.decision_id ? -1 : 0);

describe("searchDecisions, by filter", () => {
	let kept: { record: DecisionRecord; subject?: string; session?: string; rules: string[] }[];
	const pick = <T>(items: readonly T[], at: number): T => items[at % items.length] as T;

	beforeAll(async () => {
		await clear();
		kept = [];
		const made = Array.from({ length: 120 }, async (_, at) => {
			const subject = pick([undefined, "ana", "bo"], at);
			const session = pick([undefined, "s1", undefined, "s2", "s1"], at);
			const rules = pick([[], ["privacy.pii_in_output"], ["privacy.pii_in_output", "tools.not_allowed"], []], at + 1);
			const epochs = at < 60 ? before : after;
			const suppressed = at % 7 === 0 ? ["harm.violence"] : [];
			const message = await messageOf({
				// Many share a millisecond, so that order within it matters.
				time: NOW - Math.floor(at / 5) * 1_000,
				tenant: pick(["acme", "acme", "acme", "other"], at),
				app: pick(["support-bot", "writer"], at),
				stage: pick(["input", "output", "tool_call"] as const, at),
				decision: pick(["allow", "allow", "redact", "refuse", "allow"] as const, at),
				outcome: pick(["decided", "decided", "decided", "degraded", "unavailable"] as const, at + 2),
				policy: {
					name: "guard",
					channel: "stable",
					revision: "1",
					digest: digest(pick(["a", "b"], at)),
					config: digest(pick(["c", "c", "d"], at)),
				},
				rules,
				suppressed,
				...(subject === undefined
					? {}
					: { subject: await epochs.token(pick(["acme", "acme", "acme", "other"], at), "subject", subject) }),
				...(session === undefined ? {} : { session: await epochs.token("acme", "session", session) }),
			});
			kept.push({
				record: message.record,
				...(subject === undefined ? {} : { subject }),
				...(session === undefined ? {} : { session }),
				rules: [...rules, ...suppressed],
			});
			return message;
		});
		const outcomes = await storeRecords(deps(), await Promise.all(made), { now: NOW });
		expect(new Set(outcomes)).toEqual(new Set(["stored"]));
	});

	const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
	const request = fc.record({
		app: maybe("support-bot", "writer", "nobody"),
		stage: maybe("input" as const, "output" as const),
		from: maybe(NOW - 9_000, NOW - 20_000),
		to: maybe(NOW - 3_000, NOW),
		decision: maybe("allow" as const, "redact" as const, "refuse" as const),
		outcome: maybe("decided" as const, "degraded" as const, "unavailable" as const),
		rule: maybe("privacy.pii_in_output", "tools.not_allowed", "harm.violence"),
		policy: maybe(digest("a"), digest("b")),
		config: maybe(digest("c"), digest("d")),
		subject: maybe("ana", "bo", "nobody"),
		session: maybe("s1", "s2"),
		limit: fc.integer({ min: 1, max: 40 }),
	});
	const apps = maybe(["support-bot"], ["writer", "support-bot"], []);

	function model(asked: Record<string, unknown>, scope: Scope): string[] {
		const same = (name: string, value: unknown) => asked[name] === undefined || asked[name] === value;
		return kept
			.filter(({ record, subject, session, rules }) => {
				const inTime =
					record.time >= ((asked.from as number) ?? 0) && record.time < ((asked.to as number) ?? Number.MAX_SAFE_INTEGER);
				const inScope = record.tenant === "acme" && (scope.apps === undefined || scope.apps.includes(record.app));
				const fields = ["app", "stage", "decision", "outcome"].every((name) => same(name, record[name as keyof DecisionRecord]));
				const rule = asked.rule === undefined || rules.includes(asked.rule as string);
				return (
					inTime &&
					inScope &&
					fields &&
					rule &&
					same("policy", record.policy.digest) &&
					same("config", record.policy.config) &&
					same("subject", subject) &&
					same("session", session)
				);
			})
			.map(({ record }) => record)
			.sort(newestFirst)
			.map((record) => record.decision_id);
	}

	it("answers what a plain model answers, for any combination, page by page", async () => {
		await fc.assert(
			fc.asyncProperty(request, apps, async (asked, some) => {
				const clean = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
				const scope: Scope = some === undefined ? ACME : { ...ACME, apps: some };
				expect(await all(clean, scope)).toEqual(model(clean, scope));
			}),
			{ numRuns: 150 },
		);
	});

	it("answers each filter by itself, with something to find", async () => {
		const single = {
			app: "writer",
			stage: "input",
			from: NOW - 5_000,
			to: NOW - 5_000,
			decision: "refuse",
			outcome: "degraded",
		} as const;
		const others = { rule: "harm.violence", policy: digest("b"), config: digest("d"), subject: "ana", session: "s2" } as const;
		for (const [name, value] of Object.entries({ ...single, ...others })) {
			const found = await all({ [name]: value });
			expect(found, name).toEqual(model({ [name]: value }, ACME));
			expect(found.length, name).toBeGreaterThan(2);
		}
	});

	it("takes an instant in milliseconds or as RFC 3339, and means the same by both", async () => {
		const iso = (at: number) => new Date(at).toISOString();
		const [from, to] = [NOW - 9_000, NOW - 3_000];
		const found = await all({ from, to });
		expect(found.length).toBeGreaterThan(2);
		expect(await all({ from: iso(from), to })).toEqual(found);
		expect(await all({ from, to: iso(to).replace("Z", "+00:00") })).toEqual(found);
		const { next_cursor: cursor = "" } = await page({ from, to, limit: 1 });
		const next = await page({ from: iso(from), to: iso(to), limit: 1, cursor });
		expect(next.decisions.map((record) => record.decision_id)).toEqual(found.slice(1, 2));
	});

	it("finds a subject under the tokens of all epochs", async () => {
		const found = await page({ subject: "ana", limit: 200 });
		expect(
			new Set(found.decisions.map((record) => ("app" in record ? record.input?.subject.token?.split(".")[1] : record))),
		).toEqual(new Set(["1", "2"]));
	});

	it("shows another tenant nothing of this one", async () => {
		const mine = new Set(kept.filter(({ record }) => record.tenant === "acme").map(({ record }) => record.decision_id));
		const theirs = await all({}, { tenant: "other" });
		expect(theirs.length).toBe(kept.length - mine.size);
		expect(theirs.some((id) => mine.has(id))).toBe(false);
		expect(await all({ subject: "ana" }, { tenant: "third" })).toEqual([]);
	});

	it("walks the index it means to and never a whole table", async () => {
		const cursor = { after: { time: NOW, id: "z" }, recordedUntil: NOW };
		const drivers: [Partial<Filters>, string][] = [
			[{}, "decisions_time"],
			[{ app: "a", stage: "input" }, "decisions_app"],
			[{ app: "a", policy: "p" }, "decisions_policy"],
			[{ app: "a", config: "c" }, "decisions_app"],
			[{ config: "c" }, "decisions_time"],
			[{ policy: "p", decision: "refuse" }, "decisions_restricted"],
			[{ decision: "allow" }, "decisions_time"],
			[{ decision: "refuse", outcome: "degraded" }, "decisions_undecided"],
			[{ outcome: "decided" }, "decisions_time"],
			[{ outcome: "degraded", rule: "a.b" }, "sqlite_autoindex_decision_rules_1"],
			[{ rule: "a.b", session: ["t"], apps: ["x"] }, "decisions_session"],
			[{ session: ["t"], subject: ["t"], from: 1, to: 2 }, "decisions_subject"],
		];
		for (const [filters, index] of drivers) {
			for (const at of [undefined, cursor]) {
				const { page: statement, boundary } = searchSql({ tenant: "acme", ...filters }, at, 50);
				for (const { sql, params } of [statement, boundary]) {
					expect(params.length).toBeLessThanOrEqual(100);
					const plan = (await rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)).map(({ detail }) => detail);
					expect(plan.join("\n")).toMatch(new RegExp(`SEARCH i USING COVERING INDEX ${index} \\(tenant=\\?`));
					expect(plan.filter((detail) => /SCAN (i|d|r)\b/.test(detail))).toEqual([]);
				}
			}
		}
	});
});

describe("searchDecisions, page by page", () => {
	beforeEach(clear);

	it("neither repeats nor skips nor adds anything while decisions arrive, late ones too", async () => {
		const times = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 25 });
		const arrivals = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 4 }), { minLength: 12, maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(times, arrivals, fc.integer({ min: 1, max: 6 }), fc.boolean(), async (first, later, limit, filtered) => {
				await clear();
				let clock = NOW;
				const arrive = async (some: readonly number[]) => {
					clock++;
					const parts = some.map((at) => messageOf({ time: NOW + at, decision: at % 2 === 0 ? "refuse" : "allow" }));
					const messages = await Promise.all(parts);
					await storeRecords(deps(), messages, { now: clock });
					return messages.map(({ record }) => record);
				};
				const there = (await arrive(first)).filter((record) => !filtered || record.decision === "refuse");
				const seen: string[] = [];
				let cursor: string | undefined;
				let turn = 0;
				do {
					const next = await page({
						limit,
						...(filtered ? { decision: "refuse" } : {}),
						...(cursor === undefined ? {} : { cursor }),
					});
					seen.push(...next.decisions.map((record) => record.decision_id));
					cursor = next.next_cursor;
					await arrive(later[turn++ % later.length] ?? []);
				} while (cursor !== undefined);
				expect(seen).toEqual(there.sort(newestFirst).map((record) => record.decision_id));
			}),
			{ numRuns: 25 },
		);
	});

	it("bounds the walk of one page: a short page has a cursor, and the pages together have it all", async () => {
		const made = await Promise.all(
			Array.from({ length: 40 }, (_, at) => messageOf({ time: NOW - at, stage: at % 10 === 0 ? "input" : "output" })),
		);
		await storeRecords(deps(), made, { now: NOW });
		const wanted = made.filter(({ record }) => record.stage === "input").map(({ record }) => record.decision_id);
		const filters: Filters = { tenant: "acme", stage: "input" };
		const seen: string[] = [];
		let sizes = 0;
		let cursor: Parameters<typeof searchSql>[1];
		do {
			const { page: statement, boundary } = searchSql(filters, cursor, 3, 7);
			const found = await rows<{ decision_id: string }>(statement.sql, ...statement.params);
			const [edge] = await rows<{ time: number; decision_id: string }>(boundary.sql, ...boundary.params);
			seen.push(...found.map((row) => row.decision_id));
			sizes++;
			cursor = edge && { after: { time: edge.time, id: edge.decision_id }, recordedUntil: NOW };
		} while (cursor !== undefined);
		expect(seen).toEqual(wanted);
		expect(sizes).toBe(6);
	});

	it("takes no cursor of another search, tenant, scope or hand", async () => {
		for (let at = 0; at < 3; at++) await keep({ subject: await after.token("acme", "subject", "ana") });
		const { next_cursor: cursor = "" } = await page({ limit: 1 });
		expect(cursor.length).toBeLessThanOrEqual(256);
		const bad = async (request: object, scope = ACME) =>
			searchDecisions({ db, tokens }, scope, v.parse(SearchRequest, { limit: 1, ...request }));
		const refused = { ok: false, error: "bad-cursor" };
		expect(await bad({ cursor, app: "support-bot" })).toEqual(refused);
		expect(await bad({ cursor, subject: "ana" })).toEqual(refused);
		expect(await bad({ cursor, config: digest("c") })).toEqual(refused);
		expect(await bad({ cursor, from: "2026-11-24T00:00:00Z" })).toEqual(refused);
		expect(await bad({ cursor }, { tenant: "other" })).toEqual(refused);
		expect(await bad({ cursor }, { ...ACME, apps: ["support-bot"] })).toEqual(refused);
		for (const text of ["", "x", "!", cursor.slice(1), `${cursor}A`, btoa("[1]"), btoa("null")]) {
			expect(await bad({ cursor: text }), text).toEqual(refused);
		}
		expect((await bad({ cursor, limit: 2 })).ok).toBe(true);
	});

	it("puts no identifier into a cursor", async () => {
		const canary = `canary-${crypto.randomUUID()}`;
		for (let at = 0; at < 2; at++) await keep({ subject: await after.token("acme", "subject", canary) });
		const { next_cursor: cursor = "" } = await page({ limit: 1, subject: canary });
		const [, bound] = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))) as string[];
		expect(bound).toMatch(/^[A-Za-z0-9_-]{22}$/);
		expect(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))).not.toContain(canary);
	});
});

describe("a row that was tampered with", () => {
	beforeEach(clear);

	/** Triggers keep the product from it; whoever holds the database can drop them. */
	async function tamper(sql: string): Promise<void> {
		const [trigger] = await rows<{ sql: string }>("SELECT sql FROM sqlite_master WHERE name = 'decisions_immutable'");
		await db.prepare("DROP TRIGGER decisions_immutable").run();
		await db.prepare(sql).run();
		await db.prepare(trigger?.sql ?? "").run();
	}

	it.each([
		["the record", `UPDATE decisions SET record = replace(record, '"decision":"refuse"', '"decision":"allow"')`],
		["the commitment", "UPDATE decisions SET commitment = commitment_key"],
		["the key", "UPDATE decisions SET commitment_key = commitment"],
		["the key's form", "UPDATE decisions SET commitment_key = '!'"],
		["the app column", "UPDATE decisions SET app = 'writer'"],
		["the time column", "UPDATE decisions SET time = time - 1"],
		["the id column", "UPDATE decisions SET decision_id = '01890a5d-ac96-774b-bcce-b302099a8057'"],
		["the tenant column", "UPDATE decisions SET tenant = 'other'"],
	])("is not served as fact: %s", async (_, sql) => {
		await keep({ decision: "refuse" });
		await tamper(sql);
		const [{ id, tenant } = { id: "", tenant: "" }] = await rows<{ id: string; tenant: string }>(
			"SELECT decision_id AS id, tenant FROM decisions",
		);
		expect(await findDecision(db, { tenant }, id)).toEqual({ ok: false, error: "damaged" });
		expect(await page({}, { tenant })).toEqual({ decisions: [], damaged: [id] });
	});
});

describe("findDecision", () => {
	beforeEach(clear);

	it("gives the record with what opens its commitment", async () => {
		const message = await messageOf({ subject: "t1.1.x" });
		await storeRecords(deps(), [message], { now: NOW + 3 });
		expect(await findDecision(db, ACME, message.record.decision_id)).toEqual({
			ok: true,
			value: {
				record: message.record,
				commitment: message.commitment,
				commitment_key: message.commitment_key,
				leaf: { v: 1, type: "decision", id: message.record.decision_id, commitment: message.commitment },
				recorded_at: NOW + 3,
				feedback: [],
			},
		});
	});

	it("tells nobody else that there is one", async () => {
		const { decision_id: id } = await keep({});
		for (const scope of [{ tenant: "other" }, { ...ACME, apps: ["writer"] }, { ...ACME, apps: [] }]) {
			expect(await findDecision(db, scope, id)).toEqual({ ok: false, error: "not-found" });
		}
		expect((await findDecision(db, { ...ACME, apps: ["writer", "support-bot"] }, id)).ok).toBe(true);
	});
});
