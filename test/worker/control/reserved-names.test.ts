// Names that every JavaScript object has are refused wherever a tenant may name something.
import { describe, expect, test } from "vitest";
import { ask, caller, RELEASE } from "./fixture.ts";

describe.each(["__proto__", "constructor", "prototype"])("the name %s", (name) => {
	const by = caller("reserved");

	test("is none of an app, a tool or a tenant", async () => {
		expect((await ask("putApp", { by, params: { name }, body: { title: "Bot" } })).status).toBe(422);
		expect((await ask("putTool", { by, params: { name }, body: { title: "Search", class: "read" } })).status).toBe(422);
		expect((await ask("putTenant", { by: caller("edict"), params: { name }, body: { title: "Tenant" } })).status).toBe(422);
	});

	test("is none of a channel or a policy", async () => {
		const body = { channel: name, digest: RELEASE.digest, reason: "to see" };
		expect((await ask("activatePolicy", { by, params: { name: "guard" }, body })).status).toBe(422);
		const app = { title: "Bot", channel: name };
		expect((await ask("putApp", { by, params: { name: "bot" }, body: app })).status).toBe(422);
		const policy = await ask("activatePolicy", { by, params: { name }, body: { ...body, channel: "stable" } });
		expect(policy.status).toBeGreaterThanOrEqual(400);
		expect(policy.status).toBeLessThan(500);
	});
});
