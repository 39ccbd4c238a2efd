// The guard: it says yes only to a decision that says yes and holds the text, and it never throws.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClient, type GuardOptions } from "../../src/sdk/client.ts";
import { DECISION, fakeService, problemAnswer, REDACTED, REFUSED } from "./fake-service.ts";

function guardWith(...steps: Parameters<typeof fakeService>) {
	const service = fakeService(...steps);
	const client = createClient({
		url: "https://edict.test",
		key: "k",
		fetch: service.fetch,
		backoffMs: 1,
		timeoutMs: 50,
		retries: 1,
	});
	return { guard: (text: string, options: GuardOptions = { app: "a" }) => client.guard(text, options), asked: service.asked };
}

describe("guard", () => {
	it("allows with the text of the decision", async () => {
		const { guard, asked } = guardWith(Response.json(DECISION));
		const answer = await guard("Hello", { app: "support-bot", subject: { id: "u1" }, traceparent: "00-1-2-01" });
		expect(answer).toEqual({ allowed: true, reason: "allowed", text: "Hello", decision: DECISION });
		expect(asked[0]?.body).toEqual({
			stage: "input",
			app: "support-bot",
			subject: { id: "u1" },
			content: [{ role: "user", text: "Hello" }],
		});
		expect(asked[0]?.headers.get("traceparent")).toBe("00-1-2-01");
	});

	it("asks about an answer as the assistant's", async () => {
		const { guard, asked } = guardWith(Response.json(DECISION));
		await guard("Hello", { app: "a", stage: "output" });
		expect(asked[0]?.body).toMatchObject({ stage: "output", content: [{ role: "assistant", text: "Hello" }] });
	});

	it("gives the redacted text, never the original", async () => {
		expect(await guardWith(Response.json(REDACTED)).guard("Write to ana@example.com")).toMatchObject({
			allowed: true,
			reason: "redacted",
			text: "Write to [EMAIL]",
		});
	});

	it("refuses with a text for the end user", async () => {
		const answer = await guardWith(Response.json(REFUSED)).guard("x");
		expect(answer).toMatchObject({ allowed: false, reason: "refused", text: undefined, refusal: REFUSED.refusal.text });
	});

	it("does not call an outage a refusal by the policy", async () => {
		const answer = await guardWith(Response.json({ ...REFUSED, outcome: "unavailable" })).guard("x");
		expect(answer).toMatchObject({ allowed: false, reason: "unavailable" });
	});

	it.each([
		["the network fails", new TypeError("fetch failed"), "unavailable"],
		["nothing answers", "hang", "unavailable"],
		["the service is down", problemAnswer(503, "service-unavailable"), "unavailable"],
		["the decision was not recorded", problemAnswer(503, "record-unavailable"), "unavailable"],
		["too many ask", problemAnswer(429, "rate-limited"), "unavailable"],
		["the key is wrong", problemAnswer(401, "unauthenticated"), "rejected"],
		["the app is unknown", problemAnswer(403, "app-unknown"), "rejected"],
		["the request is wrong", problemAnswer(422, "invalid-request"), "rejected"],
		["a proxy answers", new Response("<html>", { status: 200 }), "unavailable"],
	] as const)("is closed when %s", async (_name, step, reason) => {
		const answer = await guardWith(step).guard("x");
		expect(answer).toMatchObject({ allowed: false, reason, text: undefined });
		expect(answer.error?.name).toBe("EdictError");
	});

	it.each([
		["two texts", [...DECISION.content, ...DECISION.content]],
		["parts", [{ role: "user", parts: [{ type: "text", text: "Hello" }] }]],
		["a text that is no string", [{ role: "user", text: 7 }]],
		["nothing", []],
	])("is closed when the decision holds %s", async (_name, content) => {
		expect(await guardWith(Response.json({ ...DECISION, content })).guard("Hello")).toMatchObject({
			allowed: false,
			reason: "unavailable",
		});
	});

	it("does not throw without options either", async () => {
		const { guard } = guardWith(Response.json(DECISION));
		expect((await guard("x", null as never)).allowed).toBe(false);
	});

	it("is closed for any answer that is not a whole decision", async () => {
		const members = Object.keys(DECISION);
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...members), fc.jsonValue(), async (member, value) => {
				const { guard } = guardWith(Response.json({ ...DECISION, [member]: value }));
				const answer = await guard("Hello");
				const harmless = ["time", "reasons", "redactions", "obligations"].includes(member);
				if (answer.allowed) expect(harmless || typeof value === "string" || member === "policy").toBe(true);
				expect(answer.text === undefined).toBe(!answer.allowed);
			}),
			{ numRuns: 300 },
		);
	});
});
