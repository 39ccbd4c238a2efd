// A real OPA over the interop policies: built from the pinned module into the user's cache, started, stopped.
import { execFile, spawn } from "node:child_process";
import { access, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DEFAULT_DECISION } from "./harness.ts";

export const OPA_VERSION = "1.22.2";
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "edict");

/** Path of the program. The first time it is compiled, which needs Go and takes a minute or two. */
export async function buildOpa(): Promise<string> {
	const program = join(CACHE, `opa-${OPA_VERSION}`);
	const there = await access(program).then(
		() => true,
		() => false,
	);
	if (there) return program;
	await mkdir(CACHE, { recursive: true });
	await promisify(execFile)("go", ["build", "-o", program, "github.com/open-policy-agent/opa"], { cwd: import.meta.dirname });
	return program;
}

export type RunningOpa = { readonly origin: string; readonly stop: () => void };

/** Starts it with decision logs on, since only then its answers carry ids. */
export async function startOpa(program: string): Promise<RunningOpa> {
	const port = await freePort();
	const settings = ["decision_logs.console=true", `default_decision=${DEFAULT_DECISION}`].flatMap((one) => ["--set", one]);
	const args = ["run", "--server", "--addr", `127.0.0.1:${port}`, ...settings, "--log-level", "error", "-b", "policies"];
	const child = spawn(program, args, { cwd: import.meta.dirname, stdio: "ignore" });
	const origin = `http://127.0.0.1:${port}`;
	const stop = () => void child.kill();
	for (let attempt = 0; attempt < 100; attempt++) {
		const healthy = await fetch(`${origin}/health?bundles`).then(
			({ ok }) => ok,
			() => false,
		);
		if (healthy) return { origin, stop };
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	stop();
	throw new Error("OPA does not start");
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
		});
	});
}
