// Two deployments, one witness of the other's log: cosigned checkpoints, a decision that was left out, and a split view.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { bundleWorker } from "../../scripts/local/bundle.ts";
import { type Local, startLocal } from "../../scripts/local/server.ts";
import { main } from "../../src/cli/edict.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { newSigningJwk } from "../../src/platform/dsse.ts";
import { importReceiptKey, signReceipt } from "../../src/platform/receipt.ts";
import { formatCheckpoint, openCheckpoint } from "../../src/platform/tlog/checkpoint.ts";
import { importLogKey } from "../../src/platform/tlog/log-key.ts";
import {
	COSIGNATURE_V1,
	formatNote,
	formatVkey,
	parseVkey,
	signText,
	type VerifierKey,
	verifierKey,
} from "../../src/platform/tlog/note.ts";
import { serviceOf } from "./service.ts";

let folder: string;
let log: Local;
let witness: Local;
let vkey: VerifierKey;
let witnessKey: VerifierKey;
let secrets: Record<"EDICT_LOG_KEY" | "EDICT_RECEIPT_KEY", string>;
const at = (name: string) => join(folder, name);
const text = async (url: string) => (await fetch(url)).text();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "edict-witness-"));
	const modules = await bundleWorker(join(import.meta.dirname, "../../src/worker.ts"));
	log = await startLocal({ port: 0, state: at("log"), modules });
	const parsed = await parseVkey((await text(`${log.url}/log/local/vkey`)).trim());
	if (!parsed.ok) throw new Error("no key");
	vkey = parsed.value;
	await log.stop();
	const jwk = JSON.stringify(await newSigningJwk());
	const { publicKey } = await (await importLogKey(jwk)).under("witness.test");
	witnessKey = await verifierKey("witness.test", COSIGNATURE_V1, publicKey);
	const as = { EDICT_WITNESS_KEY: jwk, EDICT_WITNESS_NAME: "witness.test", EDICT_WITNESS_LOGS: formatVkey(vkey) };
	witness = await startLocal({ port: 0, state: at("witness"), modules, bindings: as });
	const asks = { EDICT_WITNESSES: `${formatVkey(witnessKey)} ${witness.url}/witness` };
	log = await startLocal({ port: 0, state: at("log"), modules, bindings: asks });
	secrets = JSON.parse(await readFile(at("log/secrets.json"), "utf8"));
	await writeFile(at("key"), log.keys.auditor);
}, 120_000);
afterAll(async () => {
	await log?.stop();
	await witness?.stop();
	await rm(folder, { recursive: true, force: true });
});

async function edict(...args: string[]): Promise<{ code: number; out: string }> {
	const out: string[] = [];
	const io = { out: (line: string) => out.push(line), err: (line: string) => out.push(line), stdin: process.stdin };
	return { code: await main([...args, "--key-file", at("key")], io), out: out.join("\n") };
}

it("checkpoints are served with the witness's cosignature and time", async () => {
	const { as } = serviceOf(log);
	for (let n = 0; n < 3; n++)
		await as.app.decide({ stage: "input", app: "support-bot", content: [{ role: "user", text: `Hello ${n}` }] });
	await vi.waitFor(
		async () => {
			const opened = await openCheckpoint(await text(`${log.url}/log/local/checkpoint`), vkey, [witnessKey]);
			if (!opened.ok) throw new Error(opened.error);
			expect(opened.value.size).toBeGreaterThan(3);
			expect(opened.value.cosigned[0]?.time).toBeGreaterThan(1_600_000_000);
		},
		{ timeout: 20_000, interval: 200 },
	);
});

it("a receipt whose leaf is nowhere past its time shows that the decision was left out, by the witness's clock", async () => {
	const key = await importReceiptKey(secrets.EDICT_RECEIPT_KEY);
	const digest = `sha256:${"a".repeat(64)}`;
	const claims = {
		...{ v: 1 as const, origin: vkey.name, decision_id: "01935c4e-7a10-7c3e-9b1f-2f6a5d0c8e41", decision: "allow" as const },
		...{ outcome: "decided" as const, leaf: Buffer.alloc(32, 5).toString("base64url"), epoch: 1, mmd: 86_400 },
		...{ policy: digest, config: digest, exceptions: digest, kill: digest, time: Date.now() - 2 * 86_400_000 },
	};
	await writeFile(at("receipt"), await signReceipt(key, claims));
	const omitted = await edict("audit", "receipt", at("receipt"), "--url", log.url, "--witness", formatVkey(witnessKey));
	expect([omitted.code, omitted.out]).toEqual([1, expect.stringContaining("omitted")]);
	const unwitnessed = await edict("audit", "receipt", at("receipt"), "--url", log.url);
	expect([unwitnessed.code, unwitnessed.out]).toEqual([3, expect.stringContaining("no witness")]);
	await writeFile(at("receipt"), await signReceipt(key, { ...claims, time: Date.now() }));
	const early = await edict("audit", "receipt", at("receipt"), "--url", log.url, "--witness", formatVkey(witnessKey));
	expect([early.code, early.out]).toEqual([3, expect.stringContaining("not due yet")]);
});

it("a checkpoint of another history, shown to somebody else, is found", async () => {
	const { sign } = await importLogKey(secrets.EDICT_LOG_KEY);
	const other = formatCheckpoint({ origin: vkey.name, size: 2, root: new Uint8Array(32).fill(9), extensions: [] });
	await writeFile(at("seen"), formatNote({ text: other, signatures: [await signText(vkey, sign, other)] }));
	const found = await edict("audit", "verify", log.url, "--state", at("state"), "--seen", at("seen"), "--json");
	expect(found.code, found.out).toBe(1);
	expect(JSON.parse(found.out).findings).toMatchObject([{ check: "consistency", of: at("seen") }]);
	const fine = await edict("audit", "verify", log.url, "--state", at("state2"), "--witness", formatVkey(witnessKey), "--json");
	expect(fine.code, fine.out).toBe(0);
	expect(JSON.parse(fine.out).checked.cosignatures).toBe(1);
	// The witness itself refuses that history too: it has seen the other.
	const body = `old 2\n\n${await readFile(at("seen"), "utf8")}`;
	expect((await fetch(`${witness.url}/witness/add-checkpoint`, { method: "POST", body })).status).toBe(409);
	expect(
		canonicalJson(
			(
				(await (await fetch(`${log.url}/v1/log`, { headers: { authorization: `Bearer ${log.keys.auditor}` } })).json()) as {
					witnesses: object;
				}
			).witnesses,
		),
	).toBe('{"witness.test":"cosigned"}');
});
