// `npm run conformance -- log [--entries N] [--tessera N]`: a log made by the running service, checked by code of others, and
// a log made by others, checked by ours. Every check has a control that must fail.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseCheckpoint } from "../src/platform/tlog/checkpoint.ts";
import { flip, type LogProgram, logProgram, NOT_RUN, verifyFolder } from "../test/interop/log/harness.ts";
import { type Local, startLocal } from "./local/server.ts";

const BATCH = 100;
const AT_ONCE = 6;
/** A log that makes no progress for so long will not make any. */
const PATIENCE_MS = 120_000;

/** Exit code: 0 all holds, 1 something does not, 2 it could not be run. */
export async function runLogInterop(args: string[]): Promise<number> {
	const { values } = parseArgs({
		args,
		options: { entries: { type: "string", default: "100000" }, tessera: { type: "string", default: "3000" } },
	});
	const program = await logProgram();
	if (program === undefined) {
		console.log(NOT_RUN);
		return 2;
	}
	const ours = await checkOurs(program, Number(values.entries));
	const theirs = await checkTheirs(program, Number(values.tessera));
	return ours && theirs ? 0 : 1;
}

async function checkOurs(program: LogProgram, entries: number): Promise<boolean> {
	const state = await mkdtemp(join(tmpdir(), "edict-log-"));
	const local = await startLocal({ port: 0, state });
	try {
		const began = performance.now();
		await decideMany(local, entries);
		await untilCovered(local, entries);
		console.log(`${entries} decisions are in the log after ${((performance.now() - began) / 1000).toFixed(0)} s`);
		const vkey = (await (await fetch(`${local.url}/log/local/vkey`)).text()).trim();
		const checked = await program(["check", "-url", `${local.url}/log/local/`, "-vkey", vkey], console.log);
		return checked.code === 0;
	} finally {
		await local.stop();
		await rm(state, { recursive: true, force: true });
	}
}

/** Decides in batches, several at a time. */
async function decideMany(local: Local, count: number): Promise<void> {
	let asked = 0;
	const headers = { authorization: `Bearer ${local.keys.app}`, "content-type": "application/json" };
	const worker = async () => {
		while (asked < count) {
			const from = asked;
			asked += BATCH;
			const requests = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => ({
				stage: "input",
				app: "support-bot",
				content: [{ role: "user", text: `Where is order ${from + at}?` }],
			}));
			await decideBatch(`${local.url}/v1/decide/batch`, headers, JSON.stringify({ requests }));
			progress(`${Math.min(asked, count)} of ${count} decided`);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	endProgress();
}

async function decideBatch(url: string, headers: Record<string, string>, body: string): Promise<void> {
	for (;;) {
		const response = await fetch(url, { method: "POST", headers, body });
		const text = await response.text();
		if (response.status === 429) await new Promise((done) => setTimeout(done, 1_000));
		else if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
		else return;
	}
}

async function untilCovered(local: Local, count: number): Promise<void> {
	let [seen, since] = [0, performance.now()];
	while (seen < count) {
		const note = await (await fetch(`${local.url}/log/local/checkpoint`)).text();
		const checkpoint = parseCheckpoint(note.slice(0, note.indexOf("\n\n") + 1));
		const size = checkpoint.ok ? checkpoint.value.size : 0;
		if (size > seen) [seen, since] = [size, performance.now()];
		else if (performance.now() - since > PATIENCE_MS) throw new Error(`the log stands at ${seen} of ${count}`);
		progress(`${seen} of ${count} in the log`);
		await new Promise((done) => setTimeout(done, 500));
	}
	endProgress();
}

/** A log of Tessera's, and the same with a byte flipped in each kind of file. */
async function checkTheirs(program: LogProgram, entries: number): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), "edict-tessera-"));
	try {
		const made = await program(["make", "-dir", folder, "-entries", String(entries)]);
		if (made.code !== 0) throw new Error(made.output);
		const fault = await verifyFolder(folder);
		console.log(fault === undefined ? `ok  our verifier: Tessera's log of ${entries} entries` : `wrong: ${fault}`);
		let right = fault === undefined;
		for (const path of ["checkpoint", "tile/0/000", "tile/entries/000"]) {
			const passed = (await verifyFolder(folder, flip(path))) === undefined;
			console.log(
				passed ? `wrong: passes although a byte of ${path} was flipped` : `ok  with a byte of ${path} flipped it fails`,
			);
			right &&= !passed;
		}
		return right;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function progress(text: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r${text}   `);
}

function endProgress(): void {
	if (process.stderr.isTTY) process.stderr.write("\n");
}

if (import.meta.main) process.exitCode = await runLogInterop(process.argv.slice(2));
