// `npm start` as people run it: what it prints works, it goes on after a stop and after a kill, and it says what is wrong.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Credentials } from "../../scripts/local/state.ts";
import { createClient } from "../../src/sdk/client.ts";

const ROOT = join(import.meta.dirname, "../..");
const START = ["--import", join(ROOT, "scripts/local/node-version.mjs"), join(ROOT, "scripts/start.ts")];
let state = "";
const running = new Set<ChildProcess>();

type Run = { child: ChildProcess; output: () => string; exit: Promise<number | null> };

function run(...args: string[]): Run {
	const child = spawn(process.execPath, [...START, ...args], { cwd: ROOT });
	running.add(child);
	let text = "";
	for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (text += String(chunk)));
	const exit = new Promise<number | null>((done) =>
		child.on("exit", (code) => {
			running.delete(child);
			done(code);
		}),
	);
	return { child, output: () => text, exit };
}

/** Until it serves; throws with what it printed when it ends before. */
async function serving(started: Run): Promise<Run> {
	const ended = started.exit.then(() => true);
	while (!started.output().includes("Stop with Ctrl-C")) {
		if (await Promise.race([ended, new Promise((done) => setTimeout(done, 50, false))])) throw new Error(started.output());
	}
	return started;
}

async function credentials(): Promise<Credentials> {
	return JSON.parse(await readFile(join(state, "credentials.json"), "utf8")) as Credentials;
}

/** Runs a line as a shell does, in the project's folder. */
async function shell(script: string): Promise<string> {
	const child = spawn("sh", ["-c", script], { cwd: ROOT });
	let text = "";
	child.stdout.on("data", (chunk) => (text += String(chunk)));
	await new Promise((done) => child.on("close", done));
	return text;
}

beforeAll(async () => {
	state = join(await mkdtemp(join(tmpdir(), "edict-start-")), "state");
});
afterEach(() => {
	for (const child of running) child.kill("SIGTERM");
});
afterAll(() => rm(join(state, ".."), { recursive: true, force: true }));

describe("npm start", () => {
	it("shows three decisions with lines that repeat them, stops cleanly, and goes on where it was", async () => {
		const first = await serving(run("--port", "0", "--state", state));
		for (const shown of [": ALLOW", ": REDACT", ": REFUSE"]) expect(first.output()).toContain(shown);
		const lines = first
			.output()
			.split("\n")
			.map((line) => line.trim());
		const key = lines.find((line) => line.startsWith("KEY=")) ?? "";
		const curls = lines.filter((line) => line.startsWith("curl "));
		const answers: string[] = [];
		for (const line of curls) answers.push((JSON.parse(await shell(`${key}\n${line}`)) as { decision: string }).decision);
		expect(answers).toEqual(["allow", "redact", "refuse"]);

		const before = await credentials();
		for (const file of ["credentials.json", "secrets.json"]) expect((await stat(join(state, file))).mode & 0o777).toBe(0o600);
		const jwks = await (await fetch(`${before.url}/.well-known/jwks.json`)).text();
		const app = createClient({ url: before.url, key: before.keys.app, timeoutMs: 10_000 });
		const request = { stage: "input", app: "support-bot", content: [{ role: "user", text: "Hello" }] } as const;
		const last = await app.decide({ ...request, content: [...request.content] });
		first.child.kill("SIGINT");
		expect(await first.exit).toBe(0);
		await expect(fetch(before.url)).rejects.toThrow();

		const second = await serving(run("--port", "0", "--state", state));
		const after = await credentials();
		expect(after.keys).toEqual(before.keys);
		expect(await (await fetch(`${after.url}/.well-known/jwks.json`)).text()).toBe(jwks);
		const auditor = createClient({ url: after.url, key: after.keys.auditor, timeoutMs: 10_000 });
		// Decided a moment before the stop: a receipt was given, so the record is there.
		expect((await auditor.decision(last.decision_id)).record.decision_id).toBe(last.decision_id);

		const same = run("--port", "0", "--state", state);
		expect(await same.exit).toBe(1);
		expect(same.output()).toContain(`serves ${state} already`);
		second.child.kill("SIGKILL");
		await second.exit;

		const port = new URL(after.url).port;
		const third = await serving(run("--port", port, "--state", state));
		expect(third.output()).toContain(`http://127.0.0.1:${port}`);
		third.child.kill("SIGTERM");
		expect(await third.exit).toBe(0);
		expect(existsSync(join(state, "running.json"))).toBe(false);
	}, 240_000);

	it("says so when its halves do not match", async () => {
		const kept = await readFile(join(state, "credentials.json"), "utf8");
		await rm(join(state, "credentials.json"));
		const keyless = run("--port", "0", "--state", state);
		expect(await keyless.exit).toBe(1);
		expect(keyless.output()).toContain("credentials.json is missing");
		await writeFile(join(state, "credentials.json"), kept);
		await rm(join(state, "v3"), { recursive: true });
		const empty = run("--port", "0", "--state", state);
		expect(await empty.exit).toBe(1);
		expect(empty.output()).toContain("are not those of the database");
		await rm(join(state, "secrets.json"));
		const secretless = run("--port", "0", "--state", state);
		expect(await secretless.exit).toBe(1);
		expect(secretless.output()).toContain("secrets.json is missing");
	}, 120_000);

	it("says so when the port is taken, and makes nothing", async () => {
		const server = createServer();
		const port = await new Promise<number>((done) =>
			server.listen(0, "127.0.0.1", () => done((server.address() as { port: number }).port)),
		);
		const folder = join(state, "../busy");
		const busy = run("--port", String(port), "--state", folder);
		expect(await busy.exit).toBe(1);
		server.close();
		expect(busy.output()).toContain(`Port ${port} of 127.0.0.1 is taken`);
		expect(existsSync(join(folder, "credentials.json"))).toBe(false);
	});

	it.each([
		[["--port", "x"], "--port must be"],
		[["--colour"], "--colour"],
	])("does not take %j", async (args, message) => {
		const wrong = run(...args);
		expect(await wrong.exit).toBe(1);
		expect(wrong.output()).toContain(message);
	});

	it("explains itself", async () => {
		const help = run("--help");
		expect(await help.exit).toBe(0);
		for (const option of ["--port", "--host", "--state"]) expect(help.output()).toContain(option);
	});

	it.each(["/usr/bin/node", "/usr/local/bin/node", process.execPath].filter((path) => existsSync(path)))(
		"asks an old Node for a newer one, and works in a new one: %s",
		async (node) => {
			const version = await shell(`${node} -p process.versions.node`);
			const text = await shell(`${node} ${START.join(" ")} --help 2>&1`);
			expect(text).toContain(Number(version.split(".")[0]) < 22 ? "Node 22.18 or newer" : "--port");
		},
	);
});
