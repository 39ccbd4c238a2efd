// The whole way of a change by the command against the running service: tested, approved by others than its author, in force, and back.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EXIT } from "../../src/cli/command.ts";
import { main } from "../../src/cli/edict.ts";
import type { TierRules } from "../../src/contract/lifecycle.ts";
import { SHIPPED_TIERS } from "../../src/control/tiers.ts";
import { type Service, startService } from "./service.ts";

const SOURCES = "examples/data-access";
const strict = SHIPPED_TIERS.tiers["1"] as TierRules;
/** As the first tier, with two approvals by signature, but for stages and what an example has not. */
const RULES: TierRules = { ...strict, gates: { ...strict.gates, vectors: false, impact: false }, stages: {} };
let service: Service;
let folder: string;
let digest: string;
const at = (name: string) => join(folder, name);
const as = (role: string) => ["--url", service.local.url, "--key-file", at(`${role}.key`)];

async function edict(...args: string[]) {
	const told = { out: [] as string[], err: [] as string[] };
	const io = { out: (text: string) => told.out.push(text), err: (text: string) => told.err.push(text), stdin: process.stdin };
	return { code: await main(args, io), out: told.out.join("\n"), err: told.err.join("\n") };
}
async function done(...args: string[]): Promise<Record<string, unknown>> {
	const made = await edict(...args, "--json");
	expect(made, made.err).toMatchObject({ code: EXIT.done });
	return JSON.parse(made.out);
}

beforeAll(async () => {
	service = await startService();
	folder = await mkdtemp(join(tmpdir(), "edict-change-"));
	for (const [role, key] of Object.entries(service.local.keys)) await writeFile(at(`${role}.key`), key);
	const signers = [
		["release", "local-author", "release"],
		["evidence", "ci", "evidence"],
		["approver", "local-approver", "approval"],
		["admin", "local-admin", "approval"],
	] as const;
	for (const [name, principal, purpose] of signers) {
		await done("keys", "new", "--out", at(`${name}.json`));
		await done(
			"keys",
			"register",
			"--signing-key",
			at(`${name}.json`),
			"--principal",
			principal,
			"--purpose",
			purpose,
			...as("admin"),
		);
	}
	const tiers = { ...SHIPPED_TIERS, tiers: { ...SHIPPED_TIERS.tiers, ours: RULES }, other: "ours" };
	const put = await service.send("PUT", "/v1/admin/tiers", { key: service.local.keys.admin, body: { tiers, reason: "ours" } });
	expect(put.status, await put.text()).toBe(200);
	const made = await done("policy", "publish", SOURCES, "--signing-key", at("release.json"), ...as("author"));
	digest = made.digest as string;
}, 120_000);
afterAll(async () => {
	await service?.end();
	await rm(folder, { recursive: true, force: true });
});

const version = () => ["data-access", digest];
const promote = () => edict("policy", "promote", ...version(), "--reason", "go", ...as("operator"));
const approve = (who: "approver" | "admin") =>
	edict("policy", "approve", ...version(), "--reason", "looked at", "--signing-key", at(`${who}.json`), ...as(who));

it("goes from an edit into force by the work of several, and back by one command", async () => {
	const early = await promote();
	expect(early).toMatchObject({ code: EXIT.refused, err: expect.stringMatching(/evidence|approvals/) });
	const tested = await done("policy", "test", SOURCES, "--attest", "--signing-key", at("evidence.json"), ...as("author"));
	expect(tested).toMatchObject({ failed: [], coverage: 100, evidence: ["rego-tests", "provenance"] });
	expect(await done("policy", "promote", ...version(), "--to", "test", "--reason", "tested", ...as("author"))).toMatchObject({
		state: "tested",
	});
	await done("policy", "request", ...version(), "--reason", "please", ...as("author"));
	expect(await edict("policy", "approve", ...version(), "--reason", "mine", ...as("author"))).toMatchObject({
		code: EXIT.refused,
	});
	expect(await approve("approver")).toMatchObject({ code: EXIT.done, out: expect.stringContaining("is tested") });
	expect(await promote()).toMatchObject({ code: EXIT.refused });
	expect(await approve("admin")).toMatchObject({ code: EXIT.done, out: expect.stringContaining("is approved") });
	expect((await edict("policy", "withdraw", ...version(), "--reason", "wait", ...as("admin"))).out).toContain("is tested");
	expect(await promote()).toMatchObject({ code: EXIT.refused });
	expect(await approve("admin")).toMatchObject({ code: EXIT.done });
	expect(await promote()).toMatchObject({ code: EXIT.done, out: expect.stringContaining("is in force on stable") });
	const status = await edict("policy", "status", ...version(), ...as("auditor"));
	expect(status).toMatchObject({ code: EXIT.done, out: expect.stringContaining("stable, tier ours") });
	const history = await edict("policy", "history", "data-access", ...as("auditor"));
	expect(history.out).toContain(digest);
	// There is nothing before it.
	expect(await edict("policy", "rollback", "data-access", "--reason", "back", ...as("operator"))).toMatchObject({
		code: EXIT.refused,
	});
	expect(await edict("policy", "retire", ...version(), "--reason", "old", ...as("operator"))).toMatchObject({
		code: EXIT.refused,
		err: expect.stringContaining("stable"),
	});
}, 120_000);

it("says what it did not understand", async () => {
	expect(await edict("policy", "approve", "data-access", "sha256:x", ...as("approver"))).toMatchObject({ code: EXIT.usage });
	expect(await edict("policy", "reject", ...version(), ...as("approver"))).toMatchObject({ code: EXIT.usage });
	expect(await edict("policy", "promote", ...version(), "--to", "heaven", "--reason", "r", ...as("operator"))).toMatchObject({
		code: EXIT.usage,
	});
});
