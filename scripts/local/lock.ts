// One service a state folder: two runtimes over the same databases would damage them, and one left behind holds the port.
import { type ChildProcess, spawnSync } from "node:child_process";
import diagnostics from "node:diagnostics_channel";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "./state.ts";

type Holder = { readonly pid: number; readonly runtime?: number };
export type Lock = {
	/** Says which process the runtime is, so that the next start can end it when this one is killed. */
	readonly holds: (runtime: number | undefined) => Promise<void>;
	readonly release: () => Promise<void>;
};

const FILE = "running.json";

/** Throws a `StartError` when another process serves the folder; ends a runtime that outlived its process. */
export async function lockState(state: string): Promise<Lock> {
	await mkdir(state, { recursive: true, mode: 0o700 });
	const path = join(state, FILE);
	const holder = await readHolder(path);
	if (holder !== undefined && isAlive(holder.pid)) {
		throw new StartError(
			`Process ${holder.pid} serves ${state} already. Stop it, or name another folder: npm start -- --state DIR\n` +
				`(If that process is not Edict, remove ${path}.)`,
		);
	}
	if (holder?.runtime !== undefined) await endRuntime(holder.runtime);
	const write = (value: Holder) => writeFile(path, JSON.stringify(value), { mode: 0o600 });
	await write({ pid: process.pid });
	return {
		holds: (runtime) => write({ pid: process.pid, ...(runtime === undefined ? {} : { runtime }) }),
		release: () => rm(path, { force: true }),
	};
}

/** Does the work and gives the id of the runtime process that it started; the library does not tell it. */
export async function watchRuntime<T>(work: () => Promise<T>): Promise<{ value: T; runtime: number | undefined }> {
	// Each is told before it is spawned: what it runs is known later.
	const children: ChildProcess[] = [];
	const note = (message: unknown) => {
		children.push((message as { process: ChildProcess }).process);
	};
	diagnostics.subscribe("child_process", note);
	try {
		const value = await work();
		return { value, runtime: children.find(({ spawnfile }) => spawnfile?.includes("workerd"))?.pid };
	} finally {
		diagnostics.unsubscribe("child_process", note);
	}
}

async function readHolder(path: string): Promise<Holder | undefined> {
	try {
		return JSON.parse(await readFile(path, "utf8")) as Holder;
	} catch {
		return undefined;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

/** Process ids are used again, so only what is a runtime by its command line is ended. */
async function endRuntime(pid: number): Promise<void> {
	const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
	if (!(stdout ?? "").includes("workerd")) return;
	process.kill(pid, "SIGKILL");
	for (let wait = 0; wait < 50 && isAlive(pid); wait++) await new Promise((done) => setTimeout(done, 20));
}
