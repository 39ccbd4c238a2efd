// The record of a general policy's decision: nothing of what it is made from can be read in it, and it opens its commitment.
import { expect, it } from "vitest";
import { examine } from "../../src/ledger/entry.ts";
import { type DataRecordParts, dataMessage, isPlainName, nameOrToken } from "../../src/platform/data-record.ts";
import { tokeniser } from "../../src/platform/token.ts";
import { NOW, nextId } from "../ledger/messages.ts";

const tokens = tokeniser(crypto.getRandomValues(new Uint8Array(32)), [1]);
const id = nextId();

const parts: DataRecordParts = {
	decision_id: id,
	time: NOW,
	tenant: "acme",
	principal: "backend",
	source: "edict",
	policy: { name: "authz", channel: "stable" },
	bundles: {},
	path: "authz/allow",
	epoch: 3,
	outcome: "decided",
	inputText: '{"mail":"ana@example.com"}',
	resultText: '"ana@example.com may"',
	requestedBy: "192.0.2.7:4711",
};

it("holds keyed digests alone of input, result and requester", async () => {
	const message = await dataMessage(tokens, parts);
	expect(JSON.stringify(message)).not.toMatch(/ana|192\.0|may/);
	expect(await examine(message)).toMatchObject({ ok: true, value: { kind: "data", path: "authz/allow" } });
	const other = await dataMessage(tokens, { ...parts, tenant: "other" });
	const { record } = message as { record: { input: string; result: string } };
	expect(new Set([record.input, record.result, (other.record as typeof record).input]).size).toBe(3);
	expect(((await dataMessage(tokens, parts)).record as typeof record).input).toBe(record.input);
});

it("has a commitment that differs each time, or the same one where the record is made of a report that may come twice", async () => {
	const free = await Promise.all([dataMessage(tokens, parts), dataMessage(tokens, parts)]);
	expect(new Set(free.map((message) => message.commitment)).size).toBe(2);
	const bound = await Promise.all([dataMessage(tokens, parts, "agent:a"), dataMessage(tokens, parts, "agent:a")]);
	expect(bound[0]).toEqual(bound[1]);
	expect((await dataMessage(tokens, parts, "agent:b")).commitment).not.toBe(bound[0].commitment);
});

it("leaves out what there was not", async () => {
	const { record } = await dataMessage(tokens, { ...parts, inputText: undefined, resultText: undefined, requestedBy: "" });
	for (const name of ["input", "result", "requested_by"]) expect(record).not.toHaveProperty(name);
});

it("takes a name for a name and anything else for its token, also what only looks like one", async () => {
	for (const name of ["authz/allow", "2026.11.1", "a"]) expect(await nameOrToken(tokens, "acme", name)).toBe(name);
	for (const text of ["", "ana@example.com", "x".repeat(129), "t1.1.aaaaaaaaaaaaaaaaaaaaaa"]) {
		expect(isPlainName(text)).toBe(false);
		expect(await nameOrToken(tokens, "acme", text)).toMatch(/^t1\.1\.[\w-]{22}$/);
	}
});
