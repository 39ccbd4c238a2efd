// An auditor's day with the command: a receipt, the whole log, a pack for others, and what each says of tampering.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { flipBytes, removeEach } from "../../scripts/torture/pack.ts";
import { verifyPack } from "../../src/cli/audit/verify-pack.ts";
import { readZip } from "../../src/cli/audit/zip.ts";
import { main } from "../../src/cli/edict.ts";
import { type Service, startService } from "./service.ts";

let service: Service;
let folder: string;
let receipt: string;
let pack: Uint8Array<ArrayBuffer>;
let fingerprint: string;
const ids: string[] = [];
const at = (name: string) => join(folder, name);

async function edict(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	const told = { out: [] as string[], err: [] as string[] };
	const io = { out: (text: string) => told.out.push(text), err: (text: string) => told.err.push(text), stdin: process.stdin };
	const code = await main(args, io);
	return { code, out: told.out.join("\n"), err: told.err.join("\n") };
}
const asked = () => ["--url", service.local.url, "--key-file", at("auditor.key")];
const verify = (...more: string[]) =>
	edict("audit", "verify", service.local.url, "--key-file", at("auditor.key"), "--state", at("state.json"), "--json", ...more);
const reportOf = ({ out }: { out: string }) =>
	JSON.parse(out) as { findings: { check: string; of: string }[]; checked: Record<string, number>; notes: string[] };

async function decide(count: number): Promise<void> {
	for (let n = 0; n < count; n++) {
		const decided = await service.as.app.decide({
			...{ stage: "output", app: "support-bot" },
			content: [{ role: "assistant", text: n % 2 === 0 ? `Hello ${n}` : `Write to ana${n}@example.com` }],
		});
		ids.push(decided.decision_id);
		receipt = decided.receipt ?? "";
	}
	const last = ids.at(-1) ?? "";
	await vi.waitFor(
		async () =>
			expect((await service.send("GET", `/v1/decisions/${last}/proof`, { key: service.local.keys.auditor })).status).toBe(200),
		{ timeout: 20_000, interval: 100 },
	);
}

beforeAll(async () => {
	service = await startService();
	folder = await mkdtemp(join(tmpdir(), "edict-audit-"));
	await writeFile(at("auditor.key"), service.local.keys.auditor);
	const { out } = await edict("keys", "new", "--out", at("evidence.json"), "--json");
	fingerprint = (JSON.parse(out) as { fingerprint: string }).fingerprint;
	await decide(30);
});
afterAll(async () => {
	await service?.end();
	await rm(folder, { recursive: true, force: true });
});

describe("edict audit verify", () => {
	it("finds that all holds, remembers it, and the next time looks at what is new", async () => {
		const first = await verify("--html", at("report.html"));
		expect(first.code, first.out + first.err).toBe(0);
		expect(reportOf(first).checked).toMatchObject({ records: 30, "receipt keys": 1, versions: 1 });
		expect(reportOf(first).checked.events).toBeGreaterThan(1);
		expect(await readFile(at("report.html"), "utf8")).toContain("All that was checked holds.");
		await decide(3);
		const second = await verify();
		expect(second.code, second.out).toBe(0);
		expect(reportOf(second).checked).toMatchObject({ records: 3, "consistency proofs": 1 });
	});

	it("finds a checkpoint that others were shown and that is of another history", async () => {
		const seen = await (await service.send("GET", "/log/local/checkpoint")).text();
		await writeFile(at("seen"), seen);
		expect((await verify("--seen", at("seen"))).code).toBe(0);
		const state = JSON.parse(await readFile(at("state.json"), "utf8")) as { root: string };
		await writeFile(at("state.json"), JSON.stringify({ ...state, root: Buffer.alloc(32, 7).toString("base64") }));
		const found = await verify();
		expect(found.code).toBe(1);
		expect(reportOf(found).findings[0]?.check).toBe("consistency");
		await writeFile(at("state.json"), JSON.stringify(state));
	});

	it("says with 2 and 3 that it was misused or could not ask", async () => {
		expect((await edict("audit", "verify")).code).toBe(2);
		expect((await edict("audit", "verify", "http://127.0.0.1:1", "--key-file", at("auditor.key"))).code).toBe(3);
		expect((await edict("audit", "verify", at("nothing.zip"))).code).toBe(3);
	});
});

describe("edict audit receipt", () => {
	it("proves a receipt's leaf, and refuses one that was changed", async () => {
		await writeFile(at("receipt"), `${receipt}\n`);
		const good = await edict("audit", "receipt", at("receipt"), ...asked());
		expect(good.code, good.out + good.err).toBe(0);
		expect(good.out).toContain("logged: entry");
		const [head, payload = "", signature] = receipt.split(".");
		const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
		const forged = Buffer.from(JSON.stringify({ ...claims, decision: "refuse" })).toString("base64url");
		await writeFile(at("forged"), `${head}.${forged}.${signature}`);
		expect((await edict("audit", "receipt", at("forged"), ...asked())).code).toBe(1);
	});
});

describe("an evidence pack", () => {
	it("is made, recorded as an access, and checked offline by its own program", async () => {
		const made = await edict(
			"audit",
			"export",
			"-o",
			at("pack.zip"),
			"--app",
			"support-bot",
			"--purpose",
			"Test",
			"--signing-key",
			at("evidence.json"),
			...asked(),
		);
		expect(made.code, made.out + made.err).toBe(0);
		pack = new Uint8Array(await readFile(at("pack.zip")));
		const report = await verifyPack(pack, { evidenceKey: fingerprint });
		expect(report.findings).toEqual([]);
		expect(report.checked).toMatchObject({ records: 33, "decisions computed again, the same": 33 });
		const files = readZip(pack);
		await writeFile(at("verify.mjs"), (files.ok && files.value.get("verify.mjs")) || "");
		const run = await promisify(execFile)(process.execPath, [at("verify.mjs"), at("pack.zip"), "--evidence-key", fingerprint], {
			cwd: folder,
		});
		expect(run.stdout).toContain("All that was checked holds.");
		const wrong = promisify(execFile)(process.execPath, [at("verify.mjs"), at("pack.zip"), "--evidence-key", "sha256:0"], {
			cwd: folder,
		});
		await expect(wrong).rejects.toMatchObject({ code: 1 });
		const leaves = await service.send("GET", "/v1/log/leaves?type=access", { key: service.local.keys.auditor });
		expect(await leaves.json()).toMatchObject({
			leaves: [{ body: { action: "export", purpose: "Test", filter: { app: "support-bot" } } }],
		});
	});

	it("holds no longer when any byte is another or any file is gone", async () => {
		expect(await flipBytes(pack, 500)).toEqual([]);
		expect(await removeEach(pack)).toEqual([]);
		expect((await verifyPack(new Uint8Array([...pack, 0]))).findings).not.toEqual([]);
	}, 120_000);
});

it("a stored record that was changed is found", async () => {
	const db = await service.local.miniflare.getD1Database("LEDGER");
	await db.exec("DROP TRIGGER decisions_immutable");
	await db
		.prepare(
			'UPDATE decisions SET record = replace(record, \'"outcome":"decided"\', \'"outcome":"degraded"\') WHERE decision_id = ?',
		)
		.bind(ids[4])
		.run();
	await db.prepare("DELETE FROM decisions WHERE decision_id = ?").bind(ids[5]).run();
	await rm(at("state.json"));
	const found = await verify();
	expect(found.code).toBe(1);
	expect(reportOf(found).findings.map(({ check, of }) => [check, of])).toEqual([
		["damaged", ids[4]],
		["missing", ids[5]],
	]);
});
