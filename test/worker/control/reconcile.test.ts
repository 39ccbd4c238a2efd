// The scheduled comparison of all tenants: what it mends, what it reports, and whom it does not forget.
import { describe, expect, test } from "vitest";
import type { Authority, TenantAuthority } from "../../../src/control/authority.ts";
import { openControl } from "../../../src/control/database.ts";
import { type ControlReport, changesStatus, reconcileAll } from "../../../src/control/reconcile.ts";
import { MAX_RECONCILED } from "../../../src/platform/limits.ts";
import { authority, brokenD1, db, NOW, rows } from "./fixture.ts";
import { giveD1, order, putApp } from "./objects.ts";

const log = () => {};
const tenant = (name: string) =>
	authority(name).append({ ...order(), type: "tenant.put", subject: name, document: { title: name } });

describe("all tenants", () => {
	test("are compared, mended where D1 lacks something, and reported", async () => {
		expect(await changesStatus(authority)).toBe("none");
		for (const name of ["edict", "a", "b", "c"]) await tenant(name);
		const clean = { at: NOW, checked: 4, behind: 0, stalled: 0, diverged: 0, unreachable: 0 };
		expect(await reconcileAll(db, authority, NOW, log)).toEqual({ ...clean, tenants: ["a", "b", "c", "edict"] });

		for (const table of ["epochs", "events", "tenants"]) {
			await rows(`drop trigger ${table}_no_delete`);
			await rows(`delete from ${table} where tenant = 'a'`);
		}
		await giveD1("b", brokenD1);
		await putApp("b", "x");
		await rows("insert into epochs values ('c', 2, 'theirs', 1, 'eve', 'app.put', 'x', '')");
		// D1 does not know `a` any more; who was seen once is not forgotten.
		const found = await reconcileAll(db, authority, NOW + 1, log);
		expect(found).toMatchObject({ checked: 4, behind: 1, stalled: 0, diverged: 1, unreachable: 1 });
		expect(await rows("select tenant from tenants where tenant = 'a'")).toHaveLength(1);
		expect(await changesStatus(authority)).toEqual({ ...clean, at: NOW + 1, behind: 1, diverged: 1, unreachable: 1 });
	});

	test("without D1 there is no run, and the report stays the last", async () => {
		await expect(reconcileAll(openControl(brokenD1), authority, NOW + 2, log)).rejects.toThrow();
		expect(await changesStatus(authority)).toMatchObject({ at: NOW + 1 });
	});

	test("without the operator's object nothing can be told", async () => {
		const away: Authority = () => ({ reported: () => Promise.reject(new Error("unreachable")) }) as unknown as TenantAuthority;
		expect(await changesStatus(away)).toBeUndefined();
	});
});

test("of very many, each run compares so many, in turn", async () => {
	let report: ControlReport | undefined;
	const seen: string[] = [];
	const many = Array.from({ length: MAX_RECONCILED + 100 }, (_, n) => `t${String(n).padStart(4, "0")}`);
	const objects: Authority = (name) =>
		({
			reported: async () => report ?? { tenants: many },
			report: async (found: ControlReport) => {
				report = found;
			},
			reconcile: async () => {
				seen.push(name);
				return { epoch: 1, found: 1, diverged: false, projected: name !== "t0003" };
			},
		}) as unknown as TenantAuthority;
	expect(await reconcileAll(db, objects, NOW, log)).toMatchObject({ checked: MAX_RECONCILED, stalled: 1 });
	expect(seen).toHaveLength(MAX_RECONCILED);
	await reconcileAll(db, objects, NOW, log);
	expect(new Set(seen)).toEqual(new Set([...many, ...["a", "b", "c", "edict"].filter((name) => seen.includes(name))]));
	for (const name of many) expect(seen).toContain(name);
});
