// The log as code of others sees it, at a size for every day; `npm run conformance -- log` does it with 100,000 entries.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { leafOf } from "../../src/platform/commitment.ts";
import { flip, goRun, type LogProgram, logProgram, NOT_RUN, verifyFolder } from "../interop/log/harness.ts";
import { type Service, startService } from "./service.ts";

const program: LogProgram | undefined = await logProgram();
if (program === undefined) process.stderr.write(`${NOT_RUN}\n`);

describe.runIf(program !== undefined)("checked with Go's libraries", { timeout: 120_000 }, () => {
	let service: Service;
	let folder: string;
	beforeAll(async () => {
		service = await startService();
		folder = await mkdtemp(join(tmpdir(), "edict-tessera-"));
	});
	afterAll(async () => {
		await service?.end();
		await rm(folder, { recursive: true, force: true });
	});

	it("our log holds, and with a flipped byte it does not", async () => {
		const requests = Array.from({ length: 100 }, (_, at) => ({
			stage: "input",
			app: "support-bot",
			content: [{ role: "user", text: `Hello number ${at}` }],
		}));
		for (let at = 0; at < 6; at++) {
			const decided = await service.send("POST", "/v1/decide/batch", { key: service.local.keys.app, body: { requests } });
			expect(decided.status).toBe(200);
		}
		const covered = async () => {
			const note = await (await service.send("GET", "/log/local/checkpoint")).text();
			const events = await service.send("GET", "/v1/log/leaves?type=event", { key: service.local.keys.auditor });
			const { leaves } = (await events.json()) as { leaves: unknown[] };
			expect(Number(note.split("\n")[1])).toBe(600 + leaves.length);
		};
		await vi.waitFor(covered, { timeout: 60_000, interval: 200 });
		const vkey = (await (await service.send("GET", "/log/local/vkey")).text()).trim();
		const checked = await program?.(["check", "-url", `${service.local.url}/log/local/`, "-vkey", vkey, "-samples", "50"]);
		expect(checked?.output.match(/^ok /gm)?.length, checked?.output).toBe(7);
		expect(checked?.code).toBe(0);
	});

	it("one decision is proven to an outsider by the program of docs/proof.md, and another entry is not", async () => {
		const source = /```go\n(.*?)```/s.exec(await readFile("docs/proof.md", "utf8"))?.[1] ?? "";
		await writeFile(join(folder, "verify.go"), source);
		const key = service.local.keys.auditor;
		const request = { stage: "input", app: "support-bot", content: [{ role: "user", text: "Hello" }] } as const;
		const { decision_id: id } = await service.as.app.decide({ ...request, content: [...request.content] });
		const asked = () => service.send("GET", `/v1/decisions/${id}/proof`, { key });
		await vi.waitFor(async () => expect((await asked()).status).toBe(200), { timeout: 30_000, interval: 200 });
		await writeFile(join(folder, "decision.tlog-proof"), await (await asked()).text());
		const { commitment } = await service.as.auditor.decision(id);
		const vkey = (await (await service.send("GET", "/log/local/vkey")).text()).trim();
		const entry = canonicalJson(leafOf(id, commitment));
		const verify = (text: string) => goRun([join(folder, "verify.go"), vkey, join(folder, "decision.tlog-proof"), text]);
		expect((await verify(entry)).output).toMatch(/^holds: entry \d+ of \d+ in edict\.local\/log\/local/m);
		const other = await verify(entry.replace("decision", "event"));
		expect([other.code, other.output]).toEqual([1, expect.stringContaining("does not hold")]);
	});

	it("Tessera's log holds for our verifier, and with a flipped byte it does not", async () => {
		const made = await program?.(["make", "-dir", folder, "-entries", "600"]);
		expect(made?.code, made?.output).toBe(0);
		expect(await verifyFolder(folder)).toBeUndefined();
		for (const path of ["checkpoint", "tile/0/000", "tile/1/000.p/2", "tile/entries/001"]) {
			expect(await verifyFolder(folder, flip(path)), path).toBeDefined();
		}
	});
});

it("says what was not run where there is no Go", () => {
	expect(NOT_RUN).toContain("Not run");
});
