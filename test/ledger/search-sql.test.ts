// The SQL of a search: how far a page walks, and that values only ever travel as bound parameters.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchSql } from "../../src/ledger/search-sql.ts";
import { MAX_SCAN_ROWS } from "../../src/platform/limits.ts";

const CURSOR = { after: { time: 5, id: "i" }, recordedUntil: 9 };

describe("the walk of a page", () => {
	it("goes to its bound where entries may be filtered out", () => {
		const { page, boundary } = searchSql({ tenant: "t", stage: "input" }, undefined, 50);
		expect(page.params).toContain(MAX_SCAN_ROWS);
		expect(boundary.params.at(-1)).toBe(MAX_SCAN_ROWS - 1);
	});

	it("goes no further than the page where they cannot", () => {
		expect(searchSql({ tenant: "t", app: "a" }, undefined, 50).page.params).toEqual(["t", "a", 51, "t", 51]);
		expect(searchSql({ tenant: "t", app: "a" }, CURSOR, 50).boundary.params).toEqual(["t", "a", 5, "i", 101]);
	});
});

it("binds every value and stays within 100 of them", () => {
	const text = fc.string({ minLength: 12 }).map((value) => `'${value};--`);
	const texts = fc.array(text, { maxLength: 300 });
	const filters = fc.record(
		{
			app: text,
			apps: texts,
			stage: text,
			decision: text,
			outcome: text,
			rule: text,
			policy: text,
			kind: text,
			policy_name: text,
			path: fc.oneof(text, texts),
			agent: fc.oneof(text, texts),
			agent_decision_id: fc.oneof(text, texts),
			subject: texts,
			session: texts,
		},
		{ requiredKeys: [] },
	);
	fc.assert(
		fc.property(text, filters, fc.option(fc.constant(CURSOR), { nil: undefined }), (tenant, some, cursor) => {
			const { page, boundary } = searchSql({ tenant, from: 1, to: 9, ...some }, cursor, 200);
			const values = [tenant, ...Object.values(some).flat()];
			return [page, boundary].every(({ sql, params }) => {
				const numbers = [...sql.matchAll(/\?(\d+)/g)].map((match) => Number(match[1]));
				const all = numbers.length === params.length && new Set(numbers).size === params.length;
				return all && params.length <= 100 && !values.some((value) => sql.includes(value));
			});
		}),
		{ numRuns: 60 },
	);
});
