// The log as code of others sees it, at a size for every day; `npm run conformance -- log` does it with 100,000 entries.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { flip, type LogProgram, logProgram, NOT_RUN, verifyFolder } from "../interop/log/harness.ts";
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
			expect(note.split("\n")[1]).toBe("600");
		};
		await vi.waitFor(covered, { timeout: 60_000, interval: 200 });
		const vkey = (await (await service.send("GET", "/log/local/vkey")).text()).trim();
		const checked = await program?.(["check", "-url", `${service.local.url}/log/local/`, "-vkey", vkey, "-samples", "50"]);
		expect(checked?.output.match(/^ok /gm)?.length, checked?.output).toBe(7);
		expect(checked?.code).toBe(0);
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
