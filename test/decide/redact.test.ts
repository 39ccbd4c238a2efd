// Redaction: overlapping spans, styles, offsets in the caller's unit, JSON that stays JSON.
import fc from "fast-check";
import * as v from "valibot";
import { expect, it } from "vitest";
import type { RedactionOrder } from "../../src/contract/finding.ts";
import { DecideRequest, type DecideRequestBody } from "../../src/contract/request.ts";
import { convertOffsets } from "../../src/decide/enforce/offsets.ts";
import { applicable, redact } from "../../src/decide/enforce/redact.ts";
import { documentSegments, messageSegments } from "../../src/decide/normalise/messages.ts";
import { argumentSegments, flattenArguments } from "../../src/decide/normalise/tool-call.ts";

const token = async (value: string) => `t${value.length}`;

async function redacted(body: DecideRequestBody, orders: RedactionOrder[]) {
	const request = v.parse(DecideRequest, body);
	const segments = [
		...messageSegments(request).segments,
		...documentSegments(request),
		...argumentSegments(flattenArguments(request.tool?.arguments ?? {}, undefined)),
	];
	expect(applicable(segments, orders)).toBe(true);
	return redact(request, segments, orders, token);
}

const order = (
	start: number,
	end: number,
	type = "pii.email",
	style: RedactionOrder["style"] = "mask",
	target = "/content/0/text",
): RedactionOrder => ({
	target,
	type,
	span: { start, end },
	style,
});
const message = (text: string): DecideRequestBody => ({ stage: "output", app: "a", content: [{ role: "assistant", text }] });
const textOf = (parts: { content?: unknown }) => (parts.content as [{ text: string }])[0].text;

it("masks, shows in part, and tokenises", async () => {
	const text = "card 4111 1111 1111 1111 of ana@example.com";
	const { parts, redactions } = await redacted(message(text), [
		order(5, 24, "pii.card", "partial"),
		order(28, 43, "pii.email", "token"),
	]);
	expect(textOf(parts)).toBe("card **** **** **** 1111 of [EMAIL:t15]");
	expect(redactions.map(({ start, end }) => text.slice(start, end))).toEqual(["4111 1111 1111 1111", "ana@example.com"]);
	expect(textOf((await redacted(message("pin 1234"), [order(4, 8, "pii.card", "partial")])).parts)).toBe("pin [CARD]");
});

it("makes one of overlapping spans: the gravest type, the strictest style", async () => {
	const { parts, redactions } = await redacted(message("0123456789"), [
		order(2, 5, "pii.ip", "partial"),
		order(4, 8, "pii.card", "mask"),
		order(8, 9, "pii.email", "mask"),
	]);
	expect(textOf(parts)).toBe("01[CARD][EMAIL]9");
	expect(redactions.map(({ start, end }) => [start, end])).toEqual([
		[2, 8],
		[8, 9],
	]);
});

it("keeps arguments JSON: a number with something to hide becomes a string", async () => {
	const args = { to: ["x", "a@b.example"], "odd/na~me": { card: 4111111111111111 }, ok: true };
	const { parts, redactions } = await redacted({ stage: "tool_call", app: "a", tool: { name: "t", arguments: args } }, [
		order(0, 11, "pii.email", "mask", "/tool/arguments/*0/1"),
		order(0, 16, "pii.card", "mask", "/tool/arguments/*1/*0"),
	]);
	expect(parts.tool?.arguments).toEqual({ to: ["x", "[EMAIL]"], "odd/na~me": { card: "[CARD]" }, ok: true });
	expect(redactions.map((redaction) => redaction.path)).toEqual(["/tool/arguments/to/1", "/tool/arguments/odd~1na~0me/card"]);
});

it("counts offsets as the caller does", async () => {
	const text = "é😀 ana@example.com";
	const at = text.indexOf("ana");
	const all = async (offsets: "utf16" | "codepoint" | "utf8") => {
		const { redactions } = await redacted({ ...message(text), offsets }, [order(at, text.length)]);
		return [redactions[0]?.start, redactions[0]?.end];
	};
	expect(await all("utf16")).toEqual([4, 19]);
	expect(await all("codepoint")).toEqual([3, 18]);
	expect(await all("utf8")).toEqual([Buffer.from("é😀 ").length, Buffer.from(text).length]);
});

it("converts any offset as counting anew would", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), (text) => {
			const cuts = [0];
			for (const char of text) cuts.push((cuts.at(-1) ?? 0) + char.length);
			expect(convertOffsets(text, cuts, "codepoint")).toEqual(cuts.map((cut) => [...text.slice(0, cut)].length));
			expect(convertOffsets(text, cuts, "utf8")).toEqual(cuts.map((cut) => Buffer.byteLength(text.slice(0, cut))));
			expect(convertOffsets(text, cuts, "utf16")).toEqual(cuts);
		}),
		{ seed: 3, numRuns: 200 },
	);
});

it("applying the redactions to the original gives the answer, which stays within its bound", async () => {
	const types = ["pii.email", "pii.card", "pii.phone", "pii.iban"];
	await fc.assert(
		fc.asyncProperty(
			fc.string({ minLength: 1, maxLength: 200 }),
			fc.array(fc.tuple(fc.nat(199), fc.nat(199), fc.constantFrom(...types), fc.constantFrom("mask", "partial", "token")), {
				minLength: 1,
				maxLength: 20,
			}),
			async (text, spans) => {
				const orders = spans
					.map(([a, b, type, style]) =>
						order(Math.min(a, b) % text.length, (Math.max(a, b) % text.length) + 1, type, style as "mask"),
					)
					.filter(({ span }) => span.start < span.end);
				const { parts, redactions } = await redacted(message(text), orders);
				let rebuilt = "";
				let at = 0;
				for (const { start, end, replacement } of redactions) {
					expect(start).toBeGreaterThanOrEqual(at);
					rebuilt += text.slice(at, start) + replacement;
					at = end;
				}
				expect(rebuilt + text.slice(at)).toBe(textOf(parts));
				expect(textOf(parts).length).toBeLessThanOrEqual(text.length + redactions.length * 48);
			},
		),
		{ seed: 4, numRuns: 200 },
	);
});
