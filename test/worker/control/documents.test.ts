// Documents by digest: what records name is given as it was, to its own tenant, and never when it is not what its digest says.
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { DOCUMENT_ROUTES } from "../../../src/contract/api-documents.ts";
import { openControl } from "../../../src/control/database.ts";
import { readDocuments } from "../../../src/control/documents.ts";
import { controlHandlers } from "../../../src/control/routes.ts";
import { documentDigest } from "../../../src/platform/digest.ts";
import { ask, brokenD1, caller, db, deps, NOW, RELEASE, rows } from "./fixture.ts";

const strict = { rules: { "privacy.pii_in_output": { action: "refuse" as const } } };
const stricter = { rules: { "privacy.pii_in_output": { severity: "high" as const } } };

async function get(tenant: string, digest: string, over = deps()) {
	const response = await controlHandlers(over).document({
		raw: new Request("https://edict.test/"),
		params: { digest },
		query: new URLSearchParams(),
		caller: caller(tenant),
		now: NOW,
		charge: async () => undefined,
		waitUntil: () => {},
	});
	const body: unknown = await response.json();
	if (response.ok) v.parse(DOCUMENT_ROUTES.document.response, body);
	return { status: response.status, body };
}

describe("a document", () => {
	test("that was ever in force is given by its digest, whatever came after it", async () => {
		const by = caller("docs");
		await ask("putConfig", { by, body: { layer: strict, reason: "one" } });
		await ask("putConfig", { by, body: { layer: stricter, reason: "two" }, now: NOW + 1 });
		await ask("putConfig", { by, body: { layer: strict, reason: "three" }, now: NOW + 2 });
		for (const document of [strict, stricter]) {
			const digest = await documentDigest(document);
			expect(await get("docs", digest)).toEqual({ status: 200, body: { digest, kind: "config", document } });
		}
		expect(await rows("SELECT digest FROM documents WHERE tenant = ?", "docs")).toHaveLength(2);
	});

	test("is its tenant's alone", async () => {
		expect((await get("others", await documentDigest(strict))).status).toBe(404);
	});

	test.each([
		["config", { rules: {} }],
		["exceptions", []],
	])("that stands for nothing set (%s) has a digest too", async (kind, document) => {
		const digest = await documentDigest(document);
		expect(await get("nothing", digest)).toEqual({ status: 200, body: { digest, kind, document } });
	});

	test("of a release's defaults is given while the release is there", async () => {
		const { manifest } = RELEASE;
		const answer = await get("docs", manifest.kind === "guard" ? manifest.defaults : "");
		expect(answer).toMatchObject({ status: 200, body: { kind: "defaults" } });
	});

	test("that is not what its digest says is not given", async () => {
		const digest = await documentDigest({ rules: { "a.b": {} } });
		await env.CONTROL.prepare("INSERT INTO documents VALUES ('damaged', ?, 'config', ?, 1)")
			.bind(digest, '{"rules":{"a.c":{}}}')
			.run();
		expect(await get("damaged", digest)).toMatchObject({ status: 503, body: { code: "policy-unavailable" } });
	});

	test("is never changed or taken out", async () => {
		for (const statement of ["UPDATE documents SET body = '{}'", "DELETE FROM documents"]) {
			await expect(env.CONTROL.prepare(statement).run()).rejects.toThrow(/append-only/);
		}
	});

	test("cannot be told from none while the database is away", async () => {
		const away = deps({ db: openControl(brokenD1) });
		expect((await get("docs", await documentDigest(strict), away)).status).toBe(503);
	});

	test("and many are read at once, those that are not there left out", async () => {
		const digests = await Promise.all([strict, stricter, [], { never: 1 }].map(documentDigest));
		expect([...(await readDocuments(db, "docs", digests)).keys()].sort()).toEqual(digests.slice(0, 3).sort());
	});
});
