// INVARIANT 7: through the whole guard, redaction removes exactly what was detected, in whatever form it stood, and the
// answer's `redactions` say so.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Decision } from "../../src/contract/decision.ts";
import { readText } from "../../src/decide/normalise/text.ts";
import { createLocalGuard, type LocalGuard } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import { type Rng, SECRET_KINDS, secretSample, seeded } from "../decide/detect/secret-samples.ts";

const SEED = 20_261_124;
let guard: LocalGuard;
beforeAll(async () => {
	guard = await createLocalGuard(await readReleaseFolder("bundles/baseline"));
});

const digits = (rng: Rng, count: number) => Array.from({ length: count }, () => Math.floor(rng() * 10)).join("");
const letters = (rng: Rng, count: number) =>
	Array.from({ length: count }, () => String.fromCharCode(97 + Math.floor(rng() * 26))).join("");

function luhn(body: string): string {
	const sum = [...body].reverse().reduce((total, digit, at) => {
		const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
		return total + (value > 9 ? value - 9 : value);
	}, 0);
	return body + String((10 - (sum % 10)) % 10);
}

function iban(country: string, account: string): string {
	const numeric = [...`${account}${country}00`].map((char) => Number.parseInt(char, 36)).join("");
	return `${country}${String(98n - (BigInt(numeric) % 97n)).padStart(2, "0")}${account}`;
}

/** Values that are known for what they are wherever they stand, each new. */
const VALUES: Readonly<Record<string, (rng: Rng) => string>> = {
	email: (rng) => `${letters(rng, 5)}.${letters(rng, 7)}@${letters(rng, 8)}.com`,
	card: (rng) => luhn(`4${digits(rng, 14)}`),
	grouped: (rng) => luhn(`5${1 + Math.floor(rng() * 5)}${digits(rng, 13)}`).replace(/(.{4})(?=.)/g, "$1 "),
	iban: (rng) => iban("DE", digits(rng, 18)),
	iban_gb: (rng) => iban("GB", `NWBK${digits(rng, 14)}`),
};
type Form = { readonly write: (value: string) => string; readonly quantum?: number };
/** Ways in which a value may be written; of some, what is cut must be whole groups of so many characters. */
const FORMS: Readonly<Record<string, Form>> = {
	plain: { write: (value) => value },
	base64: { write: (value) => btoa(`my number is ${value} as of now`), quantum: 4 },
	"base64 alone": { write: (value) => btoa(value), quantum: 4 },
	hex: { write: (value) => Buffer.from(`my number is ${value} as of now`).toString("hex"), quantum: 2 },
	"hex alone": { write: (value) => Buffer.from(value).toString("hex"), quantum: 2 },
	percent: { write: (value) => value.replace(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`), quantum: 3 },
	"zero width": { write: (value) => [...value].join("\u200b") },
	"soft hyphens": { write: (value) => value.replace(/(.{3})/g, "$1\u00ad") },
	entities: { write: (value) => value.replace(/./g, (char) => `&#${char.charCodeAt(0)};`) },
	"full width": { write: (value) => value.replace(/[0-9a-zA-Z@]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)) },
};

const prose = fc.constantFrom(
	...["Please note the following.", "Danke für Ihre Nachricht!", "日本語の文章です。", "It was sent on Monday 🎉", "See above:"],
	...["(as agreed)", "\n- item\n", '{"key": "value"}', "https://example.com/help", "Total: 12.50 EUR"],
);
const planted = fc.record({
	value: fc.constantFrom(...Object.keys(VALUES)),
	form: fc.constantFrom(...Object.keys(FORMS)),
	seed: fc.nat(),
});
const secret = fc.record({ kind: fc.constantFrom(...SECRET_KINDS), seed: fc.nat() });

async function decide(text: string): Promise<Decision> {
	const decided = await guard.decide({ stage: "output", app: "app", content: [{ role: "assistant", text }] });
	if (!decided.ok) throw new Error(decided.error.code);
	return decided.value;
}

function textOf({ content }: Decision): string {
	const [message] = content ?? [];
	if (message === undefined || !("text" in message)) throw new Error("no text");
	return message.text;
}

/** Applies the redactions as any caller would, checking that they are in order, apart, and within the text. */
function applied(text: string, { redactions }: Decision): string {
	let rebuilt = "";
	let at = 0;
	for (const { path, start, end, replacement } of redactions) {
		expect(path).toBe("/content/0/text");
		expect(start).toBeGreaterThanOrEqual(at);
		expect(start).toBeLessThan(end);
		expect(end).toBeLessThanOrEqual(text.length);
		expect(text.slice(start, end).isWellFormed()).toBe(true);
		rebuilt += text.slice(at, start) + replacement;
		at = end;
	}
	return rebuilt + text.slice(at);
}

/** Nothing that was taken out is taken out again where its replacement now stands. */
async function expectSettled(first: Decision, answer: string): Promise<void> {
	const again = await decide(answer);
	if (again.decision === "refuse") return;
	let shift = 0;
	const replaced = first.redactions.map(({ start, end, type, replacement }) => {
		const place = { type, start: start + shift, end: start + shift + replacement.length };
		shift += replacement.length - (end - start);
		return place;
	});
	const repeated = again.redactions.filter(({ type, start, end }) =>
		replaced.some((place) => place.type === type && start < place.end && end > place.start),
	);
	expect(repeated, answer).toEqual([]);
}

describe("personal data", () => {
	it("in any form and any company is gone from the answer, exactly, and from every reading of it", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(prose, planted), { minLength: 1, maxLength: 4 }), prose, async (parts, tail) => {
				const values = parts.map(([, { value, seed }]) => (VALUES[value] as (rng: Rng) => string)(seeded(seed)));
				const written = parts.map(([, { form }], at) => (FORMS[form] as Form).write(values[at] ?? ""));
				const text = `${parts.map(([before], at) => `${before} ${written[at]} `).join("")}${tail}`;
				const decision = await decide(text);
				expect(decision.decision, text).not.toBe("allow");
				if (decision.decision === "refuse") {
					expect(decision.content).toBeUndefined();
					return;
				}
				const answer = textOf(decision);
				expect(applied(text, decision)).toBe(answer);
				const readings = readText(answer).views.map((view) => view.text.toLowerCase());
				for (const [at, value] of values.entries()) {
					expect(answer).not.toContain(written[at]);
					expect(
						readings.filter((reading) => reading.includes(value.toLowerCase())),
						`${value} in ${answer}`,
					).toEqual([]);
				}
				await expectSettled(decision, answer);
			}),
			{ seed: SEED, numRuns: 250 },
		);
	}, 60_000);

	it.each(Object.entries(FORMS).filter(([, { quantum }]) => quantum !== undefined))(
		"written in %s is cut out in whole groups",
		async (_, { write, quantum = 1 }) => {
			await fc.assert(
				fc.asyncProperty(fc.constantFrom(...Object.keys(VALUES)), fc.nat(), prose, async (kind, seed, before) => {
					const written = write((VALUES[kind] as (rng: Rng) => string)(seeded(seed)));
					const text = `${before} ${written} ${before}`;
					const decision = await decide(text);
					const begin = text.indexOf(written);
					const inside = decision.redactions.filter(({ start, end }) => start < begin + written.length && end > begin);
					if (decision.decision === "redact") expect(inside.length, text).toBeGreaterThan(0);
					for (const { start, end } of inside) {
						expect(start >= begin && (start - begin) % quantum === 0, `${text.slice(start, end)} of ${written}`).toBe(true);
						const isWhole = (end - begin) % quantum === 0 || end === begin + written.length;
						expect(end <= begin + written.length && isWhole, `${text.slice(start, end)} of ${written}`).toBe(true);
					}
				}),
				{ seed: SEED, numRuns: 40 },
			);
		},
	);
});

describe("secrets", () => {
	it("of every kind are gone from the answer, exactly, and not taken out twice", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(prose, secret), { minLength: 1, maxLength: 3 }), async (parts) => {
				const samples = parts.map(([, { kind, seed }]) => secretSample(kind, seeded(seed)));
				const text = parts.map(([before], at) => `${before}\n${samples[at]?.text ?? ""}\n`).join("");
				const decision = await decide(text);
				if (decision.decision !== "redact") return;
				const answer = textOf(decision);
				expect(applied(text, decision)).toBe(answer);
				for (const { start, end, type } of decision.redactions) {
					const slice = text.slice(start, end);
					if (!type.startsWith("secret.") || slice.length < 12) continue;
					expect(answer, `${type}: ${slice}`).not.toContain(slice);
				}
				await expectSettled(decision, answer);
			}),
			{ seed: SEED, numRuns: 200 },
		);
	}, 60_000);
});
