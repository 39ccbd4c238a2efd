// A request body is refused with a problem that names the field and repeats no content.
import type * as v from "valibot";
import { expect, it } from "vitest";
import { DecideRequest } from "../../src/contract/request.ts";
import { readBody } from "../../src/platform/body.ts";

const CANARY = "canary-7f3a";

async function read(body: BodyInit, type = "application/json", maxBytes?: number) {
	const request = new Request("https://edict.test/v1/decide", { method: "POST", body, headers: { "content-type": type } });
	return readBody(request, DecideRequest as v.GenericSchema, maxBytes);
}

async function refusal(body: BodyInit, type?: string, maxBytes?: number) {
	const result = await read(body, type, maxBytes);
	if (result.ok) throw new Error("was taken");
	expect(JSON.stringify(result.error)).not.toContain(CANARY);
	return result.error;
}

const valid = { stage: "input", app: "bot", content: [{ role: "user", text: "hello" }] };

it("takes a valid body and fills in defaults", async () => {
	expect(await read(JSON.stringify(valid))).toMatchObject({ ok: true, value: { ...valid, offsets: "utf16", dry_run: false } });
	expect(await read(JSON.stringify(valid), "application/json; charset=utf-8")).toMatchObject({ ok: true });
});

it.each([
	["text/plain", "unsupported-media-type"],
	["application/x-www-form-urlencoded", "unsupported-media-type"],
	["application/json; charset=latin1", "unsupported-media-type"],
])("refuses the content type %s", async (type, code) => {
	expect((await refusal(JSON.stringify(valid), type)).code).toBe(code);
});

it.each([
	[{ ...valid, stage: CANARY }, "/stage"],
	[{ ...valid, [CANARY]: 1 }, ""],
	[{ ...valid, content: [{ role: "user", text: 7 }] }, "/content/0/text"],
	[{ ...valid, content: [{ role: "user", text: "x", [CANARY]: 1 }] }, "/content/0"],
	[{ ...valid, content: [{ role: CANARY, text: "x" }] }, "/content/0/role"],
	[{ ...valid, content: [] }, "/content"],
	[{ ...valid, app: `${CANARY} with spaces` }, "/app"],
	[{ ...valid, context: { locale: `${CANARY}!` } }, "/context/locale"],
	[{ ...valid, subject: { roles: [CANARY, 3] } }, "/subject/roles/1"],
	[{ stage: "input", content: valid.content }, "/app"],
	[{ ...valid, tool: { name: "t", arguments: [CANARY] } }, "/tool/arguments"],
	[CANARY, ""],
])("names the field that is wrong: %#", async (body, pointer) => {
	const error = await refusal(JSON.stringify(body));
	expect(error).toMatchObject({ code: "invalid-request", status: 422 });
	expect(error.errors?.[0]?.pointer).toBe(pointer);
});

it("judges members with the names of Object.prototype like any other", async () => {
	const args = { constructor: "a", prototype: "b", toString: "c" };
	const result = await read(JSON.stringify({ stage: "tool_call", app: "bot", tool: { name: "t", arguments: args } }));
	expect(result.ok && (result.value as { tool: unknown }).tool).toEqual({ name: "t", arguments: args });
});

it("bounds the size, with and without a declared length", async () => {
	expect((await refusal(JSON.stringify(valid), undefined, 10)).code).toBe("body-too-large");
	const stream = new ReadableStream({
		pull: (controller) => controller.enqueue(new TextEncoder().encode("x".repeat(64))),
	});
	const request = new Request("https://edict.test", {
		method: "POST",
		body: stream,
		headers: { "content-type": "application/json" },
		duplex: "half",
	} as RequestInit);
	expect(await readBody(request, DecideRequest as v.GenericSchema, 1_000)).toMatchObject({
		ok: false,
		error: { code: "body-too-large" },
	});
});

it("refuses what is not UTF-8", async () => {
	expect((await refusal(new Uint8Array([0x22, 0xff, 0x22]))).code).toBe("invalid-encoding");
	expect((await refusal(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).code).toBe("invalid-encoding");
});
