// Runs OPA's compiler, checker, test runner and formatter, which this package carries as WASM, in a process of its own.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface OpaOptions {
	cwd?: string;
	stdin?: string | Uint8Array;
	/** Added to this process's environment; OPA sees the names that begin with OPA_. */
	env?: Record<string, string>;
}

export interface OpaResult {
	/** OPA's exit code: 0 fine, 1 error, 2 failed tests, unmet coverage or badly formatted source. */
	code: number;
	stdout: string;
	stderr: string;
}

/** The folder of OPA's compiler and of what policies may call, seen from the sources and from the built command alike. */
export const REGO = join(import.meta.dirname, "../../rego");
const runner = join(REGO, "tools/opa/run.mjs");

/** The command and the arguments that run OPA, for a caller who connects the streams itself. */
export function opaCommand(args: string[]): [command: string, args: string[]] {
	return [process.execPath, [runner, ...args]];
}

/** Rejects only if the process cannot be started or was killed; everything OPA says is in the result. */
export async function runOpa(args: string[], options: OpaOptions = {}): Promise<OpaResult> {
	const child = spawn(...opaCommand(args), { cwd: options.cwd, env: { ...process.env, ...options.env } });
	const exited = new Promise<number>((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code, signal) => (code === null ? reject(new Error(`opa was ended by ${signal}`)) : resolve(code)));
	});
	// A command that does not read its input closes the pipe early, which is no failure.
	child.stdin.on("error", () => {});
	child.stdin.end(options.stdin);
	const [code, stdout, stderr] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
	return { code, stdout, stderr };
}
