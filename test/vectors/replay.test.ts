// Records of every version that ever shipped, computed again: each verdict as it was recorded, bit for bit, for ever.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DecisionRecord } from "../../src/contract/record.ts";
import { count, emptySummary, replay } from "../../src/eval/replay/replay.ts";
import { readFrozen } from "./frozen.ts";

const FOLDER = join(import.meta.dirname, "replay");

describe.each(readdirSync(FOLDER))("records of %s", (revision) => {
	test("give their verdicts again, each record opening its commitment", async () => {
		const { lines, sources } = await readFrozen(join(FOLDER, revision));
		const summary = emptySummary();
		const outcomes = await replay(lines, sources);
		count(summary, outcomes);
		expect(outcomes.filter(({ status }) => status !== "same")).toEqual([]);
		expect(summary).toMatchObject({ records: lines.length, same: lines.length });
		expect(lines.length).toBeGreaterThan(200);
	});

	test("hold each decision and stage, and no text of a request", async () => {
		const { lines, text } = await readFrozen(join(FOLDER, revision));
		const guard = lines.filter((record): record is DecisionRecord => !("kind" in record));
		expect(new Set(guard.map(({ decision }) => decision)).size).toBe(3);
		expect(new Set(guard.map(({ stage }) => stage)).size).toBe(5);
		const vectors = JSON.parse(readFileSync(join(import.meta.dirname, "requests.json"), "utf8")) as {
			request: { content?: { text?: string }[] };
		}[];
		for (const { request } of vectors) {
			for (const { text: said } of request.content ?? []) if (said !== undefined && said.length > 12) expect(text).not.toContain(said);
		}
	});
});
