// Compiles the debug rendition of a policy: the same rules as WASM that tells, while it runs, where it is.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes } from "../../platform/bytes.ts";
import { runOpa } from "../opa.ts";
import { SOURCES_AT_FAULT } from "./inspect.ts";

/**
 * Compiles `bundle` within a workspace; throws with the compiler's words when it does not compile. Always by this project's
 * program, since OPA has no such rendition. Entrypoints of annotations are found by the compiler. `undefined`: a rule is called
 * `eq` or `internal`, as a function of the compiler's own; the policy is right, and cannot be traced.
 */
export async function compileDebug(
	workspace: string,
	capabilities: string,
	entrypoints: readonly string[],
): Promise<Bytes | undefined> {
	const output = "debug.wasm";
	const named = entrypoints.flatMap((path) => ["-e", path]);
	const args = ["debug", "-b", ...named, "--capabilities", capabilities, "-o", output, "bundle"];
	const { code, stdout, stderr } = await runOpa(args, { cwd: workspace });
	if (code !== 0 && /cannot be traced/.test(stderr)) return undefined;
	if (code !== 0) throw new Error(stderr || stdout, { cause: SOURCES_AT_FAULT });
	return new Uint8Array(await readFile(join(workspace, output)));
}
