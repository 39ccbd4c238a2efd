// Builds a release of the guard policy from its sources: renditions, their digests, and the manifest that names them.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReleaseManifest } from "../../contract/bundle.ts";
import { INPUT_CONTRACT } from "../../contract/input.ts";
import { type Bytes, utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { digestOf, documentDigest } from "../../platform/digest.ts";
import { ENTRYPOINT, type ReleaseFiles } from "../../policy/bundle.ts";
import { runOpa } from "../opa.ts";
import { inspectPolicy, ruleMetadata } from "./inspect.ts";
import { readTarball } from "./tar.ts";

// A CommonJS module whose names Node cannot import one by one.
const { loadPolicySync }: typeof import("@open-policy-agent/opa-wasm") = createRequire(import.meta.url)(
	"@open-policy-agent/opa-wasm",
);

/** Beside `guard` in the folder of Rego, but no part of the bundle. */
const NOT_POLICY = ["checks", "schemas", "tools", "capabilities.json"];

export type Build = { readonly manifest: ReleaseManifest; readonly digest: string; readonly files: ReleaseFiles };

/** Builds from a folder that holds `.manifest`, `VERSION`, `capabilities.json` and `guard`. Same sources, same bytes. */
export async function buildRelease(folder: string): Promise<Build> {
	const revision = (await readFile(join(folder, "VERSION"), "utf8")).trim();
	const [compiled, agent, inspection, sources, opa] = await Promise.all([
		compile(folder, revision, ["-t", "wasm", "-O1", "-e", ENTRYPOINT]),
		compile(folder, revision, ["-t", "rego"]),
		inspectPolicy(folder),
		policySources(folder),
		opaVersion(),
	]);
	const bundle = readTarball(compiled);
	const wasm = bundle.get("policy.wasm");
	const json = bundle.get("data.json");
	if (!wasm || !json) throw new Error("the compiler left out policy.wasm or data.json");
	const document = JSON.parse(new TextDecoder().decode(json)) as { guard: { config: { defaults: unknown } } };
	const data = utf8(canonicalJson(document));
	const listed = utf8(canonicalJson({ files: sources }));

	const manifest: ReleaseManifest = {
		v: 1,
		policy: "guard",
		revision,
		input: INPUT_CONTRACT,
		entrypoint: ENTRYPOINT,
		roots: ["guard"],
		opa,
		renditions: {
			wasm: await named(wasm),
			data: await named(data),
			agent: await named(agent),
			sources: await named(listed),
		},
		defaults: await documentDigest(document.guard.config.defaults),
		rules: ruleMetadata(inspection),
		builtins: hostBuiltins(wasm),
	};
	const bytes = utf8(canonicalJson(manifest));
	return { manifest, digest: await digestOf(bytes), files: { manifest: bytes, wasm, data, agent, sources: listed } };
}

/** Text of every file that a release is built from, by path. Tests are no part: a better test is no new version. */
export async function policySources(folder: string): Promise<{ path: string; text: string }[]> {
	const entries = await readdir(join(folder, "guard"), { recursive: true, withFileTypes: true });
	const policy = entries
		.filter((entry) => entry.isFile() && /\.(rego|json)$/.test(entry.name) && !entry.name.endsWith("_test.rego"))
		.map((entry) => join(entry.parentPath, entry.name).slice(join(folder, "/").length));
	const paths = [...policy, ".manifest", "VERSION", "capabilities.json"].sort();
	return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), "utf8") })));
}

async function compile(folder: string, revision: string, target: string[]): Promise<Bytes> {
	const scratch = await mkdtemp(join(tmpdir(), "edict-policy-"));
	try {
		const output = join(scratch, "bundle.tar.gz");
		const ignored = NOT_POLICY.flatMap((name) => ["--ignore", name]);
		const args = ["build", "-b", ...target, "-r", revision, "--capabilities", "capabilities.json", ...ignored, "-o", output, "."];
		const { code, stdout, stderr } = await runOpa(args, { cwd: folder });
		if (code !== 0) throw new Error(stderr || stdout);
		return new Uint8Array(await readFile(output));
	} finally {
		await rm(scratch, { recursive: true });
	}
}

async function opaVersion(): Promise<string> {
	const { stdout } = await runOpa(["version"]);
	const version = /^Version: (\S+)$/m.exec(stdout)?.[1];
	if (!version) throw new Error("OPA does not say its version");
	return version;
}

async function named(bytes: Bytes): Promise<{ digest: string; bytes: number }> {
	return { digest: await digestOf(bytes), bytes: bytes.length };
}

/** Builtins that the module leaves to its host, by the module's own list. */
function hostBuiltins(wasm: Bytes): string[] {
	const { wasmInstance, mem } = loadPolicySync(wasm) as unknown as ModuleParts;
	const { builtins, opa_json_dump: dump } = wasmInstance.exports;
	const bytes = new Uint8Array(mem.buffer, dump(builtins()));
	return Object.keys(JSON.parse(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))))).sort();
}

type ModuleParts = {
	readonly mem: WebAssembly.Memory;
	readonly wasmInstance: { readonly exports: { builtins(): number; opa_json_dump(address: number): number } };
};
