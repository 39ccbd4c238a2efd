// The first start: a database that can be used at once, and is left alone from then on.
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { expect, test } from "vitest";
import { ROLES } from "../../../src/contract/names.ts";
import { AppBody, ToolBody } from "../../../src/contract/registry.ts";
import { bootstrap, LOCAL_TENANT } from "../../../src/control/bootstrap.ts";
import { LOCAL_APPS, LOCAL_TOOLS } from "../../../src/control/bootstrap-data.ts";
import { readContext } from "../../../src/control/context.ts";
import { findCaller } from "../../../src/control/credentials.ts";
import { putRegistered } from "../../../src/control/registry.ts";
import { toolSchemaFault } from "../../../src/control/tool-schema.ts";
import { ask, authority, db, NOW, rows } from "./fixture.ts";

test("fills an empty database, once", async () => {
	const made = await bootstrap(env.CONTROL, NOW, "test");
	if (!made.created) throw new Error("nothing was made");
	for (const role of ROLES) {
		const found = await findCaller(db, made.keys[role], NOW);
		expect(found).toMatchObject({ ok: true, value: { tenant: LOCAL_TENANT, role, principal: `local-${role}`, apps: ["*"] } });
	}
	const context = await readContext(db, LOCAL_TENANT, NOW);
	expect([...(context?.apps.keys() ?? [])].toSorted()).toEqual(["agent", "assistant", "support-bot"]);
	expect([...(context?.tools.keys() ?? [])].toSorted()).toEqual(Object.keys(LOCAL_TOOLS).toSorted());
	expect(context?.epoch).toBe(1 + Object.keys(LOCAL_APPS).length + Object.keys(LOCAL_TOOLS).length);

	const before = await rows("select * from keys order by id");
	expect(await bootstrap(env.CONTROL, NOW + 1, "test")).toEqual({ created: false });
	expect(await rows("select * from keys order by id")).toEqual(before);

	await putRegistered(authority, "app", { tenant: LOCAL_TENANT, by: "ana", at: NOW + 2 }, "mine", {
		...v.parse(AppBody, { title: "Mine" }),
	});
	expect((await readContext(db, LOCAL_TENANT, NOW))?.epoch).toBe((context?.epoch ?? 0) + 1);

	const operator = await findCaller(db, made.operatorKey, NOW);
	if (!operator.ok) throw new Error("the operator has no key");
	expect((await ask("putTenant", { by: operator.value, params: { name: "acme" }, body: { title: "Acme" } })).status).toBe(200);
});

test("holds what its own routes would take", () => {
	for (const body of Object.values(LOCAL_APPS)) expect(v.parse(AppBody, body)).toEqual(body);
	for (const body of Object.values(LOCAL_TOOLS)) {
		expect(v.parse(ToolBody, body)).toEqual(body);
		expect(toolSchemaFault(body.schema ?? {})).toBeUndefined();
	}
});
