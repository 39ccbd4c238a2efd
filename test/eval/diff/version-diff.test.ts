// Differences of versions: each kind of change is told as what it is, and textual ones can be applied.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import manifest from "../../../bundles/baseline/manifest.json" with { type: "json" };
import type { ReleaseManifest } from "../../../src/contract/bundle.ts";
import { unifiedDiff } from "../../../src/eval/diff/lines.ts";
import { diffMarkdown } from "../../../src/eval/diff/render.ts";
import { type Compared, normalised, versionDiff } from "../../../src/eval/diff/version-diff.ts";
import { MAX_DIFF_CHARS, MAX_DIFF_EDITS, MAX_DIFF_VALUES } from "../../../src/platform/limits.ts";

const RULE = "privacy.pii_in_output";
const PATH = "guard/rules/privacy/pii_in_output/pii_in_output.rego";
const before: Compared = {
	digest: `sha256:${"a".repeat(64)}`,
	manifest: manifest as ReleaseManifest,
	data: { guard: { config: { defaults: { [RULE]: { action: "redact" } } }, words: ["a"] } },
	sources: [
		{ path: PATH, text: "# Words\npackage guard.rules.privacy.pii_in_output\n\nfindings := {1}\n" },
		{ path: "capabilities.json", text: '{"builtins":[{"name":"abs"}]}' },
	],
};
const changed = (over: Partial<Compared>): Compared => ({ ...before, digest: `sha256:${"b".repeat(64)}`, ...over });
const source = (text: string) => changed({ sources: [{ path: PATH, text }, before.sources[1] as (typeof before.sources)[0]] });

describe("a difference of versions", () => {
	test("tells a rule's logic from its words", () => {
		const words = versionDiff(before, source("# Other words\npackage guard.rules.privacy.pii_in_output\n\n\nfindings  := {1}\n"));
		expect(words.rules.changed).toEqual([]);
		expect(words.files).toMatchObject([{ path: PATH, change: "words" }]);
		const logic = versionDiff(before, source("package guard.rules.privacy.pii_in_output\n\nfindings := {2}\n"));
		expect(logic.rules.changed).toEqual([{ id: RULE, metadata: [], defaults: [], logic: true }]);
	});

	test("tells metadata, shipped strictness, data, entrypoints, builtins and capabilities apart", () => {
		const rules = manifest.rules.map((rule) => (rule.id === RULE ? { ...rule, severity: "high" } : rule)).slice(1);
		const added = { ...manifest.rules[0], id: "new.rule" };
		const diff = versionDiff(
			before,
			changed({
				manifest: {
					...manifest,
					rules: [...rules, added],
					opa: "2",
					builtins: ["regex.match"],
					entrypoints: ["guard/x"],
				} as ReleaseManifest,
				data: { guard: { config: { defaults: { [RULE]: { action: "refuse" } } }, words: ["a", "b"] } },
				sources: [
					before.sources[0] as (typeof before.sources)[0],
					{ path: "capabilities.json", text: '{"builtins":[{"name":"count"}]}' },
				],
			}),
		);
		expect(diff.rules.added.map(({ id }) => id)).toEqual(["new.rule"]);
		expect(diff.rules.removed.map(({ id }) => id)).toEqual([manifest.rules[0]?.id]);
		expect(diff.rules.changed).toEqual([
			{
				...{ id: RULE, logic: false },
				metadata: [{ path: "/severity", from: "medium", to: "high" }],
				defaults: [{ path: "/action", from: "redact", to: "refuse" }],
			},
		]);
		expect(diff).toMatchObject({
			manifest: [{ path: "/opa", from: "1.22.2", to: "2" }],
			builtins: { added: ["regex.match"], removed: [] },
			entrypoints: { added: ["guard/x"], removed: ["guard/decision/decision"] },
			capabilities: { added: ["count"], removed: ["abs"] },
			data: [{ path: "/guard/words/1", to: "b" }],
		});
		const told = diffMarkdown(diff);
		for (const word of ["new.rule", "redact", "regex.match", "/guard/words/1"]) expect(told).toContain(word);
	});

	test("is cut at its bounds, and says so", () => {
		const long = source(`${"x := 1 # line\n".repeat(MAX_DIFF_CHARS / 10)}`);
		const cut = versionDiff(before, long);
		expect(cut.truncated).toBe(true);
		expect(cut.files.reduce((sum, { diff }) => sum + diff.length, 0)).toBeLessThanOrEqual(MAX_DIFF_CHARS);
		const data = Object.fromEntries(Array.from({ length: MAX_DIFF_VALUES + 1 }, (_, at) => [`m${at}`, at]));
		expect(versionDiff(before, changed({ data })).data).toHaveLength(MAX_DIFF_VALUES);
	});
});

test("white space and comments are none of a source's words, but within strings they are", () => {
	expect(normalised("a  :=  1 # b\n\n\nc")).toBe(normalised("a := 1\nc"));
	expect(normalised("a := `x\n\ny`")).not.toBe(normalised("a := `x\ny`"));
	expect(normalised('a := "# x"')).not.toBe(normalised('a := "# y"'));
	expect(normalised("a\nb")).not.toBe(normalised("a b"));
});

/** What `patch` would do. */
function applied(from: string, diff: string): string {
	const old = from === "" ? [] : from.replace(/\n$/, "").split("\n");
	const lines: string[] = [];
	let at = 0;
	for (const line of diff.split("\n")) {
		const start = /^@@ -(\d+),(\d+)/.exec(line);
		if (start !== null) while (at < Number(start[1]) - 1) lines.push(old[at++] ?? "");
		else if (line.startsWith("+")) lines.push(line.slice(1));
		else if (line.startsWith("-")) at++;
		else if (line.startsWith(" ")) lines.push(old[at++] ?? "");
	}
	return [...lines, ...old.slice(at)].join("\n");
}

describe("a unified difference", () => {
	const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 }).map((lines) => lines.join("\n"));
	test("applied to the one text gives the other", () => {
		fc.assert(
			fc.property(text, text, (from, to) => {
				expect(applied(from, unifiedDiff(from, to))).toBe(to);
			}),
		);
	});

	test("beyond its bound is long, and still true", () => {
		const [from, to] = ["a", "b"].map((word) => Array.from({ length: MAX_DIFF_EDITS }, (_, at) => `${word}${at}`).join("\n")) as [
			string,
			string,
		];
		expect(applied(from, unifiedDiff(from, to))).toBe(to);
	});
});
