// What an isolate remembers of keys, under a clock that the test holds.
import { beforeEach, describe, expect, test } from "vitest";
import { createCallerCache, type FindCredential } from "../../src/control/caller-cache.ts";
import { type Caller, keyHash, newKey } from "../../src/platform/credential.ts";
import { CREDENTIAL_FRESH_MS, CREDENTIAL_GRACE_MS, CREDENTIAL_REFUSED_MS } from "../../src/platform/limits.ts";
import { err, ok } from "../../src/platform/result.ts";

const NOW = 1_800_000_000_000;
const caller: Caller = { keyId: "k", tenant: "acme", principal: "p", role: "app", apps: ["*"], origins: [] };
const GOOD = ok({ caller });
const REFUSED = err("unauthenticated");
const DOWN = err("unavailable");

let answer: Awaited<ReturnType<FindCredential>>;
let asked: string[];
const find: FindCredential = async (hash) => {
	asked.push(hash);
	return answer;
};
beforeEach(() => {
	answer = GOOD;
	asked = [];
});

describe("a known key", () => {
	test("is asked about once while it is fresh, by its hash", async () => {
		const cache = createCallerCache(find);
		const key = newKey("test");
		for (const at of [0, 1, CREDENTIAL_FRESH_MS - 1]) expect(await cache.find(key, NOW + at)).toEqual(ok(caller));
		expect(asked).toEqual([await keyHash(key)]);
		await cache.find(key, NOW + CREDENTIAL_FRESH_MS);
		expect(asked).toHaveLength(2);
	});

	test("that was revoked is dead when it is asked about again, also without a database from then on", async () => {
		const cache = createCallerCache(find);
		const key = newKey("test");
		await cache.find(key, NOW);
		answer = REFUSED;
		expect(await cache.find(key, NOW + CREDENTIAL_FRESH_MS)).toEqual(REFUSED);
		answer = DOWN;
		expect(await cache.find(key, NOW + CREDENTIAL_FRESH_MS + CREDENTIAL_REFUSED_MS)).toEqual(DOWN);
	});

	test("outlives a database that is away by the grace and no longer", async () => {
		const cache = createCallerCache(find);
		const key = newKey("test");
		await cache.find(key, NOW);
		answer = DOWN;
		expect(await cache.find(key, NOW + CREDENTIAL_GRACE_MS - 1)).toEqual(ok(caller));
		expect(await cache.find(key, NOW + CREDENTIAL_GRACE_MS)).toEqual(DOWN);
	});

	test("ends when its life ends, fresh or in grace", async () => {
		const cache = createCallerCache(find);
		const [soon, later] = [newKey("test"), newKey("test")];
		answer = ok({ caller, livesUntil: NOW + 100 });
		expect(await cache.find(soon, NOW + 99)).toEqual(ok(caller));
		expect(await cache.find(soon, NOW + 100)).toEqual(REFUSED);
		answer = ok({ caller, livesUntil: NOW + 10_000 });
		await cache.find(later, NOW);
		answer = DOWN;
		expect(await cache.find(later, NOW + 9_999)).toEqual(ok(caller));
		expect(await cache.find(later, NOW + 10_000)).toEqual(REFUSED);
	});

	test("remembered in a future that the clock has left is asked about again, and has no grace", async () => {
		const cache = createCallerCache(find);
		const key = newKey("test");
		await cache.find(key, NOW + 3_600_000);
		answer = DOWN;
		expect(await cache.find(key, NOW)).toEqual(DOWN);
		answer = REFUSED;
		expect(await cache.find(key, NOW)).toEqual(REFUSED);
	});
});

describe("an unknown key", () => {
	test("is asked about once in a while, and is taken as soon as it is known", async () => {
		const cache = createCallerCache(find);
		const key = newKey("test");
		answer = REFUSED;
		await cache.find(key, NOW);
		expect(await cache.find(key, NOW + CREDENTIAL_REFUSED_MS - 1)).toEqual(REFUSED);
		expect(asked).toHaveLength(1);
		answer = GOOD;
		expect(await cache.find(key, NOW + CREDENTIAL_REFUSED_MS)).toEqual(ok(caller));
	});

	test("without the form of a key is never asked about", async () => {
		const cache = createCallerCache(find);
		const key = newKey("test");
		const typo = key.slice(0, -1) + (key.endsWith("0") ? "1" : "0");
		for (const text of ["", "Bearer", typo, key.slice(1)]) expect(await cache.find(text, NOW)).toEqual(REFUSED);
		expect(asked).toEqual([]);
	});

	test("is not refused because the database is away", async () => {
		answer = DOWN;
		const cache = createCallerCache(find);
		const key = newKey("test");
		expect(await cache.find(key, NOW)).toEqual(DOWN);
		answer = GOOD;
		expect(await cache.find(key, NOW)).toEqual(ok(caller));
	});
});

describe("the bounds", () => {
	test("let the oldest go, and guesses push out no good key", async () => {
		const cache = createCallerCache(find, { known: 2, refused: 2 });
		const [a, b, c] = [newKey("test"), newKey("test"), newKey("test")];
		for (const key of [a, b]) await cache.find(key, NOW);
		answer = REFUSED;
		for (let guess = 0; guess < 10; guess++) await cache.find(newKey("test"), NOW);
		asked = [];
		expect(await cache.find(a, NOW)).toEqual(ok(caller));
		expect(asked).toEqual([]);
		answer = GOOD;
		await cache.find(c, NOW);
		asked = [];
		for (const key of [b, c, a]) await cache.find(key, NOW);
		expect(asked).toEqual([await keyHash(a)]);
	});
});

test("requests at the same time share no read", async () => {
	let open = (): void => {};
	const gate = new Promise<void>((resolve) => {
		open = resolve;
	});
	let waiting = 0;
	const cache = createCallerCache(async () => {
		if (++waiting === 3) open();
		await gate;
		return GOOD;
	});
	const key = newKey("test");
	const found = await Promise.all([cache.find(key, NOW), cache.find(key, NOW), cache.find(key, NOW)]);
	expect(found).toEqual([ok(caller), ok(caller), ok(caller)]);
	expect(waiting).toBe(3);
});
