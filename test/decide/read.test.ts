// From a request to the policy's input: every judged text is read, nothing of it crosses, identifiers end in tokens.
import * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { PolicyInput } from "../../src/contract/input.ts";
import type { ToolContext } from "../../src/contract/registry.ts";
import { DecideRequest, type DecideRequestBody } from "../../src/contract/request.ts";
import { findGrounds } from "../../src/decide/grounds.ts";
import { read } from "../../src/decide/read.ts";
import { createLocalGuard, LOCAL_TENANT, type LocalGuard, OPEN_APP } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import { MAX_CLOCK_SKEW_MS } from "../../src/platform/limits.ts";

const NOW = 1_795_000_000_000;
let guard: LocalGuard;
beforeAll(async () => {
	const apps = [{ ...OPEN_APP, hosts: ["example.com"], locales: ["en"], models: ["vendor/small"] }];
	const tools = new Map<string, ToolContext>([["known", { name: "known", title: "Known", class: "read", scopes: [] }]]);
	guard = await createLocalGuard(await readReleaseFolder("bundles/baseline"), { apps, tools });
});

async function reading(body: Omit<DecideRequestBody, "app">) {
	const request = v.parse(DecideRequest, { app: "app", ...body });
	const caller = { keyId: "k", tenant: LOCAL_TENANT, principal: "p", role: "app" as const, apps: ["*"], origins: [] };
	const ask = { caller, now: NOW, waitUntil: () => {} };
	const loaded = await guard.deps.loadContext(LOCAL_TENANT, NOW, ask.waitUntil);
	const grounds = await findGrounds(request, ask, loaded, guard.deps);
	if (!grounds.ok) throw new Error(grounds.error.code);
	return read(request, ask, grounds.value, guard.deps);
}
const inputOf = async (body: Omit<DecideRequestBody, "app">) => v.parse(PolicyInput, (await reading(body)).input);
const user = (text: string) => ({ role: "user" as const, text });

describe("what is read", () => {
	const messages = [
		user("one"),
		{
			role: "tool" as const,
			parts: [{ type: "text" as const, text: "two" }, { type: "image" as const }, { type: "text" as const, text: "three" }],
		},
	];
	const parts = {
		history: [user("history")],
		documents: [{ text: "four", source: "s" }],
		tool: { name: "t", arguments: { a: "five", b: { c: [6, true, null] } } },
	};
	const inContent = { "/content/0/text": "one", "/content/1/parts/0/text": "two", "/content/1/parts/2/text": "three" };
	const inDocuments = { "/documents/0/text": "four" };
	const inArguments = { "/tool/arguments/*0": "five", "/tool/arguments/*1/*0/0": "6", "/tool/arguments": "a\nb\nc" };
	const judged = { input: inContent, output: inContent, retrieval: inDocuments, tool_call: inArguments, tool_result: inContent };

	it.each(Object.entries(judged))(
		"at stage %s is every text of the part that is judged, in order, and no other",
		async (stage, texts) => {
			const { segments } = await reading({ ...parts, stage: stage as keyof typeof judged, content: messages });
			expect(segments.map(({ target, text }) => [target, text])).toEqual(Object.entries(texts));
			const trusts = stage === "tool_result" ? ["untrusted"] : stage === "retrieval" ? ["unknown"] : ["internal", "untrusted"];
			expect(trusts).toEqual(expect.arrayContaining([...new Set(segments.map(({ trust }) => trust))]));
		},
	);

	it("includes members named like those every object has", async () => {
		const tool = { name: "t", arguments: JSON.parse('{"constructor": "ana@example.com", "toString": {"valueOf": 4}}') };
		const { segments, input } = await reading({ stage: "tool_call", tool });
		expect(segments.map(({ text }) => text)).toEqual(["ana@example.com", "4", "constructor\ntoString\nvalueOf"]);
		expect(input.signals.map(({ type, target }) => `${type} ${target}`)).toContain("pii.email /tool/arguments/*0");
	});

	it("and what is not is named: a part that is no text", async () => {
		const content = [{ role: "user" as const, parts: [{ type: "image" as const, media_type: "image/png" }] }];
		const { signals } = await inputOf({ stage: "input", content });
		expect(signals).toEqual([
			{ detector: "normaliser", type: "text.unsupported_part", target: "/content/0/parts/0", score: 1000, evidence: "declared" },
		]);
	});
});

describe("the policy's input", () => {
	it("holds tokens of identifiers, the same for the same and others for another", async () => {
		const about = (id: string, session: string) =>
			inputOf({ stage: "input", subject: { id, roles: ["customer"] }, session, content: [user("Hello")] });
		const [one, two, three] = [await about("ana", "s1"), await about("ana", "s2"), await about("ben", "ana")];
		expect(one.subject).toMatchObject({ known: true, roles: ["customer"], scopes: [], age_class: "unknown" });
		expect(one.subject.token).toMatch(/^t1\.1\.[\w-]{22}$/);
		expect(two.subject.token).toBe(one.subject.token);
		expect(two.session.token).not.toBe(one.session.token);
		expect(three.subject.token).not.toBe(one.subject.token);
		// One identifier as a subject and as a session has two tokens that have nothing in common.
		expect(three.session.token).not.toBe(one.subject.token);
		expect(await inputOf({ stage: "input", content: [user("Hello")] })).toMatchObject({
			subject: { known: false },
			session: { known: false },
		});
	});

	it("states facts about texts, not the texts", async () => {
		const input = await inputOf({
			stage: "output",
			model: { provider: "vendor", name: "large" },
			content: [{ role: "assistant", text: "canary one" }],
			history: [user("canary two"), { role: "system", parts: [{ type: "text", text: "canary" }, { type: "file" }] }],
			documents: [
				{ id: "canary-1", text: "canary three", source: "handbook", trust: "trusted", tenant: LOCAL_TENANT, updated_at: NOW - 5 },
				{ id: "canary-2", text: "canary", source: "web", tenant: "someone", updated_at: NOW + 5 },
				{ text: "", source: "web" },
			],
			citations: ["canary-1", "canary-9"],
			approval: { by: "canary", reference: "canary", at: NOW - 60 },
			usage: { tokens: 5 },
			context: { channel: "web", locale: "en", region: "EU" },
		});
		expect(input).toMatchObject({
			model: "vendor/large",
			content: [{ role: "assistant", trust: "internal", chars: 10, parts: 1 }],
			history: [
				{ role: "user", trust: "internal", chars: 10, parts: 1 },
				{ role: "system", trust: "trusted", parts: 2 },
			],
			documents: [
				{ source: "handbook", trust: "trusted", owner: "same", age_ms: 5, chars: 12 },
				{ source: "web", trust: "unknown", owner: "other", age_ms: 0 },
				{ source: "web", owner: "unknown", chars: 0 },
			],
			citations: { count: 2, unknown: 1 },
			approval: { declared: true, age_ms: 60 },
			usage: { tokens: 5 },
			context: { channel: "web", region: "EU" },
			locale: { declared: "en" },
			time: NOW,
		});
		expect(input.documents[2]).not.toHaveProperty("age_ms");
		expect(JSON.stringify(input)).not.toContain("canary");
	});

	it("tells the language of the first judged message, where it can be told", async () => {
		const detected = async (text: string) => (await inputOf({ stage: "input", content: [user(text)] })).locale.detected;
		expect(await detected("Wann kommt meine Bestellung an, und was kostet der Versand in die Schweiz?")).toBe("de");
		expect(await detected("ok")).toBeUndefined();
		expect(await detected("4711 4712 4713 4714 4715")).toBeUndefined();
	});

	it("has a token of a host and its registrable domain, never the host", async () => {
		const tool = { name: "known", arguments: { url: "https://canary.example.org/canary" } };
		const input = await inputOf({ stage: "tool_call", tool });
		const [fact] = input.tool?.arguments ?? [];
		expect(fact?.host).toMatchObject({ domain: "example.org", literal: false, private: false });
		expect(fact?.host?.token).toMatch(/^t1\.1\./);
		expect(JSON.stringify(input)).not.toContain("canary");
	});

	it("tells structure alone of a tool that nobody registered, not even its name", async () => {
		const tool = { name: "canary-tool", arguments: { url: "https://canary.example.org/canary" } };
		const input = await inputOf({ stage: "tool_call", tool });
		expect(input.tool).toMatchObject({ name: "unregistered", registered: false, class: "unknown" });
		expect(input.tool?.arguments[0]?.host).toEqual({ literal: false, private: false });
		expect(JSON.stringify(input)).not.toMatch(/canary|example\.org/);
	});

	it("takes no time from the future for fresh", async () => {
		const aged = async (ahead: number) => {
			const input = await inputOf({ stage: "retrieval", documents: [{ text: "t", source: "s", updated_at: NOW + ahead }] });
			const approved = await inputOf({ stage: "tool_call", tool: { name: "known" }, approval: { by: "ana", at: NOW + ahead } });
			return [input.documents[0]?.age_ms, approved.approval];
		};
		expect(await aged(-7)).toEqual([7, { declared: true, age_ms: 7 }]);
		expect(await aged(MAX_CLOCK_SKEW_MS)).toEqual([0, { declared: true, age_ms: 0 }]);
		expect(await aged(MAX_CLOCK_SKEW_MS + 1)).toEqual([undefined, { declared: true }]);
	});
});
