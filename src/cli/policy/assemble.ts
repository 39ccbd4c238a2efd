// What building a release of either kind has in common: compile, read the bundle, name every file in the manifest.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as v from "valibot";
import type { GeneralManifest, GuardManifest, ReleaseManifest } from "../../contract/bundle.ts";
import { type Bytes, utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { digestOf } from "../../platform/digest.ts";
import type { ReleaseFiles } from "../../policy/bundle.ts";
import { runOpa } from "../opa.ts";
import { SOURCES_AT_FAULT } from "./inspect.ts";
import type { Source } from "./sources.ts";
import { readTarball } from "./tar.ts";

// A CommonJS module whose names Node cannot import one by one.
const { loadPolicySync }: typeof import("@open-policy-agent/opa-wasm") = createRequire(import.meta.url)(
	"@open-policy-agent/opa-wasm",
);

export type Build = { readonly manifest: ReleaseManifest; readonly digest: string; readonly files: ReleaseFiles };

/** Runs one OPA command. */
export type Opa = typeof runOpa;

/** Compiles `bundle` within a workspace into a tarball of the target; throws with OPA's words when it does not compile. */
export async function compile(
	opa: Opa,
	workspace: string,
	{ revision, capabilities, target, output }: { revision: string; capabilities: string; target: string[]; output: string },
): Promise<Bytes> {
	const args = ["build", "-b", ...target, "-r", revision, "--capabilities", capabilities, "-o", output, "bundle"];
	const { code, stdout, stderr } = await opa(args, { cwd: workspace });
	if (code !== 0) throw new Error(withWay(stderr || stdout), { cause: SOURCES_AT_FAULT });
	return new Uint8Array(await readFile(join(workspace, output)));
}

/** Nothing that decides may ask others: a decision must come again from its record. */
function withWay(told: string): string {
	const missing = /undefined function (http\.send|net\.lookup_ip_addr|opa\.runtime)\b/.exec(told)?.[1];
	return missing === undefined ? told : `${told.trimEnd()}\n${missing} is not offered here: send what it would give as input`;
}

const BundleManifest = v.object({
	roots: v.array(v.string()),
	rego_version: v.literal(1),
	wasm: v.array(v.object({ entrypoint: v.string() })),
});

/** Parts of a bundle compiled to WASM: the module, the data as OPA wrote it, and what its manifest declares. */
export function readCompiled(tarball: Bytes) {
	const bundle = readTarball(tarball);
	const [wasm, data, manifest] = ["policy.wasm", "data.json", ".manifest"].map((name) => bundle.get(name));
	if (!wasm || !data || !manifest) throw new Error("the compiler left out policy.wasm, data.json or .manifest");
	const declared = v.parse(BundleManifest, JSON.parse(new TextDecoder().decode(manifest)));
	return { wasm, data, declared };
}

/** What a manifest says that does not follow from the files. */
export type Declared =
	| Omit<GuardManifest, "v" | "opa" | "renditions" | "builtins">
	| Omit<GeneralManifest, "v" | "opa" | "renditions" | "builtins">;

/** The release that these files make. */
export async function assemble(declared: Declared, files: Omit<ReleaseFiles, "manifest">): Promise<Build> {
	const { debug } = files;
	const manifest: ReleaseManifest = {
		v: 1,
		...declared,
		opa: await opaVersion(),
		renditions: {
			wasm: await named(files.wasm),
			data: await named(files.data),
			agent: await named(files.agent),
			sources: await named(files.sources),
			...(debug === undefined ? {} : { debug: await named(debug) }),
		},
		builtins: hostBuiltins(files.wasm),
	};
	const bytes = utf8(canonicalJson(manifest));
	return { manifest, digest: await digestOf(bytes), files: { ...files, manifest: bytes } };
}

/** The sources rendition. */
export function listing(sources: readonly Source[]): Bytes {
	return utf8(canonicalJson({ files: sources }));
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
