// Properties of the normaliser: what was hidden is found, and its range in the original is exactly what hid it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readText } from "../../src/decide/normalise/text.ts";
import { MAX_DECODED_CHARS, MAX_VIEW_DEPTH, MAX_VIEWS } from "../../src/platform/limits.ts";
import { OBFUSCATIONS } from "../decide/normalise/obfuscations.ts";

const SEED = 20_261_124;
const word = fc.constantFrom(
	"ignore",
	"previous",
	"instructions",
	"reveal",
	"system",
	"prompt",
	"password",
	"always",
	"answer",
	"without",
	"rules",
	"secret",
	"developer",
	"message",
	"restrictions",
	"disregard",
);
const prose = fc
	.array(
		fc.constantFrom(
			"the",
			"report",
			"shows",
			"weather",
			"garden",
			"über",
			"niño",
			"日本",
			"привет",
			"meeting",
			"on",
			"Monday",
			"🎉",
			"cost",
		),
		{ maxLength: 12 },
	)
	.map((words) => words.join(" "));
const hiddenCase = fc.record({
	words: fc.uniqueArray(word, { minLength: 5, maxLength: 9 }),
	before: prose,
	after: prose,
	first: fc.nat(100),
	count: fc.nat(100),
});

describe("a hidden text", () => {
	for (const [name, hide] of Object.entries(OBFUSCATIONS)) {
		test(`${name}: is read, and its words are found where they were hidden`, () => {
			fc.assert(
				fc.property(hiddenCase, ({ words, before, after, first, count }) => {
					const plain = words.join(" ");
					const hidden = hide(plain);
					const lead = `${before}: `;
					const original = `${lead}${hidden.text} (${after})`;
					const from = first % words.length;
					const to = from + 1 + (count % (words.length - from));
					const spanStart = words.slice(0, from).join(" ").length + (from > 0 ? 1 : 0);
					const span = words.slice(from, to).join(" ");

					const { views } = readText(original);
					const view = views.find((one) => one.text.toLowerCase().includes(plain));
					expect(view, views.map((one) => one.text).join("\n")).toBeDefined();
					const at = (view?.text.toLowerCase().indexOf(plain) ?? 0) + spanStart;
					const range = view?.range(at, at + span.length);
					const last = spanStart + span.length - 1;
					const ends = [hidden.starts[spanStart] ?? 0, hidden.starts[last] ?? 0];
					const start = lead.length + Math.min(...ends);
					const end = lead.length + Math.max(hidden.ends[spanStart] ?? 0, hidden.ends[last] ?? 0);
					expect(range).toEqual({ start, end });
				}),
				{ seed: SEED, numRuns: 40 },
			);
		});
	}
});

const fragment = fc.oneof(
	fc.string({ unit: "binary", maxLength: 20 }),
	fc.string({ unit: "grapheme", maxLength: 20 }),
	fc.constantFrom(
		"%",
		"%41",
		"&#65;",
		"&amp;",
		"\\u0041",
		"\\x4",
		"aWdub3JlIGFsbA==",
		"69 67 6e 6f",
		"\u200b",
		"\u202e",
		"\ud83d",
		"\udc00",
		"\u{e0041}",
		"\ufe0f",
		"i g n o r e ",
		"a\u0301\u0301\u0301\u0301",
		"pаypal",
		".- -... ",
		"1gn0re",
		"01101001",
		"\u1161",
		"ﬁ",
		"🇩🇪",
		"vtaber nyy cerivbhf vafgehpgvbaf ",
	),
);
const anything = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(""));

describe("any text", () => {
	test("has the text itself first, distinct views within the bounds, and ranges within the text", () => {
		fc.assert(
			fc.property(anything, fc.nat(), fc.nat(), (text, a, b) => {
				const { views, hits, truncated } = readText(text);
				expect(views[0]?.text).toBe(text);
				expect(views[0]?.kinds).toEqual([]);
				expect(views.length).toBeLessThanOrEqual(MAX_VIEWS);
				expect(new Set(views.map((view) => view.text)).size).toBe(views.length);
				expect(hits.some((hit) => hit.type === "limit.views_truncated")).toBe(truncated);
				for (const view of views) {
					expect(view.kinds.filter((kind) => kind !== "canonical").length).toBeLessThanOrEqual(MAX_VIEW_DEPTH);
					expect(view.text.length).toBeLessThanOrEqual(4 * text.length + MAX_DECODED_CHARS);
					if (view.text.length === 0) continue;
					const start = a % view.text.length;
					const end = start + 1 + (b % (view.text.length - start));
					const range = view.range(start, end);
					expect(range.start).toBeGreaterThanOrEqual(0);
					expect(range.end).toBeLessThanOrEqual(text.length);
					expect(range.start).toBeLessThan(range.end);
					const inner = view.range(start, start + 1);
					expect(inner.start >= range.start && inner.end <= range.end).toBe(true);
				}
				for (const hit of hits) {
					expect(Number.isInteger(hit.score) && hit.score >= 0 && hit.score <= 1000).toBe(true);
					if (hit.start === undefined || hit.end === undefined) continue;
					expect(hit.start >= 0 && hit.start < hit.end && hit.end <= text.length).toBe(true);
				}
			}),
			{ seed: SEED, numRuns: 400 },
		);
	});

	test("is read the same way twice", () => {
		fc.assert(
			fc.property(anything, (text) => {
				const [one, two] = [readText(text), readText(text)];
				expect(two.views.map(({ kinds, text: read }) => ({ kinds, read }))).toEqual(
					one.views.map(({ kinds, text: read }) => ({ kinds, read })),
				);
				expect(two.hits).toEqual(one.hits);
			}),
			{ seed: SEED, numRuns: 100 },
		);
	});
});
