// Builds a release of the guard policy from its sources: renditions, their digests, and the manifest that names them.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ReleaseManifest } from "../../contract/bundle.ts";
import { INPUT_CONTRACT } from "../../contract/input.ts";
import { type Bytes, utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { digestOf, documentDigest } from "../../platform/digest.ts";
import { ENTRYPOINT, type ReleaseFiles } from "../../policy/bundle.ts";
import { runOpa } from "../opa.ts";
import { CONFIG, configProblems } from "./defaults.ts";
import { inspectPolicy, ruleMetadata, SOURCES_AT_FAULT } from "./inspect.ts";
import { policySources, type Source, textOf, withWorkspace } from "./sources.ts";
import { readTarball } from "./tar.ts";

// A CommonJS module whose names Node cannot import one by one.
const { loadPolicySync }: typeof import("@open-policy-agent/opa-wasm") = createRequire(import.meta.url)(
	"@open-policy-agent/opa-wasm",
);

export type Build = { readonly manifest: ReleaseManifest; readonly digest: string; readonly files: ReleaseFiles };

/** Runs one OPA command. */
export type Opa = typeof runOpa;

/** Builds from a folder that holds `.manifest`, `VERSION`, `capabilities.json` and `guard`. Same sources, same bytes. */
export async function buildRelease(folder: string, compiler: Opa = runOpa): Promise<Build> {
	const sources = await policySources(folder);
	const problems = configProblems(textOf(sources, CONFIG), join(folder, CONFIG));
	if (problems.length > 0) throw new Error(problems.join("\n"), { cause: SOURCES_AT_FAULT });
	const revision = textOf(sources, "VERSION").trim();
	// Only what the sources rendition lists is compiled, so that it is enough to build the release again.
	const [compiled, agent, inspection, opa] = await withWorkspace(sources, (workspace) =>
		Promise.all([
			compile(compiler, workspace, "wasm.tar.gz", revision, ["-t", "wasm", "-O1", "-e", ENTRYPOINT]),
			compile(compiler, workspace, "agent.tar.gz", revision, ["-t", "rego"]),
			inspectPolicy(join(workspace, "bundle")),
			opaVersion(),
		]),
	);
	const bundle = readTarball(compiled);
	const wasm = bundle.get("policy.wasm");
	const json = bundle.get("data.json");
	if (!wasm || !json) throw new Error("the compiler left out policy.wasm or data.json");
	const document = JSON.parse(new TextDecoder().decode(json)) as { guard: { config: { defaults: unknown } } };
	const data = utf8(canonicalJson(document));
	const listed = listing(sources);

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

async function compile(opa: Opa, folder: string, output: string, revision: string, target: string[]): Promise<Bytes> {
	const args = ["build", "-b", ...target, "-r", revision, "--capabilities", "capabilities.json", "-o", output, "bundle"];
	const { code, stdout, stderr } = await opa(args, { cwd: folder });
	if (code !== 0) throw new Error(stderr || stdout, { cause: SOURCES_AT_FAULT });
	return new Uint8Array(await readFile(join(folder, output)));
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

function listing(sources: readonly Source[]): Bytes {
	return utf8(canonicalJson({ files: sources }));
}

/** Whether a release was built from the sources as they are now, without building it again. */
export async function isBuiltFrom(folder: string, manifest: ReleaseManifest): Promise<boolean> {
	return (await digestOf(listing(await policySources(folder)))) === manifest.renditions.sources.digest;
}

/** Why the revision should be raised before others get this release; undefined when it need not be. */
export function staleRevision(built: ReleaseManifest, committed: ReleaseManifest | undefined): string | undefined {
	if (committed === undefined || committed.revision !== built.revision) return undefined;
	if (committed.renditions.sources.digest === built.renditions.sources.digest) return undefined;
	return `the sources are not those of the committed release, and the revision still is ${built.revision}: raise rego/VERSION before others get it`;
}
