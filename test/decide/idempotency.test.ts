// One decision and one record under one idempotency key.

import * as v from "valibot";
import { beforeAll, expect, it } from "vitest";
import { DecideRequest } from "../../src/contract/request.ts";
import { decide } from "../../src/decide/decide.ts";
import { createLocalGuard, type LocalGuard } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import type { Caller } from "../../src/platform/credential.ts";

let guard: LocalGuard;
beforeAll(async () => {
	guard = await createLocalGuard(await readReleaseFolder("bundles/baseline"));
});

const caller: Caller = { keyId: "k", tenant: "local", principal: "p", role: "app", apps: ["*"], origins: [] };

function ask(text: string, idempotencyKey: string, now: number) {
	const request = v.parse(DecideRequest, { stage: "output", app: "app", content: [{ role: "assistant", text }] });
	return decide(request, { caller, now, idempotencyKey, waitUntil: () => {} }, guard.deps);
}

it("answers a repeat from the first record, redactions and receipt and all", async () => {
	const first = await ask("Write to ana@example.com", "one", 1_700_000_000_000);
	const repeat = await ask("Write to ana@example.com", "one", 1_700_000_060_000);
	expect(first).toMatchObject({ ok: true, value: { decision: "redact", content: [{ text: "Write to [EMAIL]" }] } });
	expect(repeat).toEqual(first);
	const [one, two] = guard.records.slice(-2);
	expect(two).toEqual(one);
});

it("refuses another request under the same key", async () => {
	await ask("Hello there", "two", 1_700_000_000_000);
	expect(await ask("Hello again", "two", 1_700_000_000_000)).toMatchObject({
		ok: false,
		error: { code: "idempotency-mismatch", status: 422 },
	});
});

it("makes two decisions under two keys", async () => {
	const [first, second] = [await ask("Hello", "three", 1), await ask("Hello", "four", 1)];
	expect(first.ok && second.ok && first.value.decision_id !== second.value.decision_id).toBe(true);
});
