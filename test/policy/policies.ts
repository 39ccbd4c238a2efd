// Compiles Rego for tests with the OPA of this project.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { wasmOf } from "../../scripts/conformance/compile.ts";
import { compileWasm } from "../../scripts/conformance/engines.ts";
import { runOpa } from "../../src/cli/opa.ts";

/** Bytes of the module that answers these entrypoints (`a/b`). */
export async function compileRego(source: string, ...entrypoints: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
	const folder = await mkdtemp(join(tmpdir(), "edict-rego-"));
	try {
		await writeFile(join(folder, "policy.rego"), source);
		const output = join(folder, "bundle.tar.gz");
		const names = entrypoints.flatMap((entrypoint) => ["-e", entrypoint]);
		const { code, stderr } = await runOpa(["build", "-t", "wasm", ...names, "-o", output, join(folder, "policy.rego")]);
		if (code !== 0) throw new Error(stderr);
		return wasmOf(await promisify(gunzip)(await readFile(output)));
	} finally {
		await rm(folder, { recursive: true });
	}
}

export async function compileModule(source: string, ...entrypoints: readonly string[]): Promise<WebAssembly.Module> {
	return compileWasm(await compileRego(source, ...entrypoints));
}
