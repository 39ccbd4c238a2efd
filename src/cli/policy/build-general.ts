// Builds a release of any policy from a folder of Rego and data, as OPA's bundles have them.
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import * as v from "valibot";
import { GeneralManifest } from "../../contract/bundle.ts";
import type { Bytes } from "../../platform/bytes.ts";
import { isWithin } from "../../policy/roots.ts";
import { REGO, runOpa } from "../opa.ts";
import { assemble, type Build, compile, listing, type Opa, readCompiled } from "./assemble.ts";
import { compileDebug } from "./debug.ts";
import { SOURCES_AT_FAULT } from "./inspect.ts";
import { allDone, type Source, withWorkspace } from "./sources.ts";

/** What a policy's builtins may be: everything that the host has. */
const CAPABILITIES = join(REGO, "capabilities-general.json");

export type GeneralOptions = {
	/** Name of the policy line; absent: `metadata.policy` of `.manifest`, or the only root. */
	readonly policy?: string;
	/** Absent: the file `VERSION`, or `revision` of `.manifest`. */
	readonly revision?: string;
	/** `a/b`; absent: `metadata.entrypoints` of `.manifest` and annotations; where there are none, every rule. */
	readonly entrypoints?: readonly string[];
	/** Signs the bundle for OPA agents, before the manifest names its digest: see `signBundle`. */
	readonly signAgent?: (bundle: Bytes) => Promise<Bytes>;
};

const BundleManifest = v.looseObject({
	revision: v.optional(v.string()),
	roots: v.optional(v.array(v.string()), []),
	rego_version: v.optional(v.number(), 1),
	metadata: v.optional(v.looseObject({ policy: v.optional(v.string()), entrypoints: v.optional(v.array(v.string()), []) }), {
		entrypoints: [],
	}),
});

const Inspection = v.object({
	rules: v.array(v.object({ path: v.string(), args: v.number() })),
	entrypoints: v.array(v.string()),
});

/** Whether a folder holds the sources of a guard rather than of another policy. */
export async function isGuardFolder(folder: string): Promise<boolean> {
	return stat(join(folder, "guard/decision")).then(
		(found) => found.isDirectory(),
		() => false,
	);
}

/**
 * Builds from a folder that holds `.manifest` with its roots, `*.rego`, and `data.json`, `data.yaml` or `data.yml` anywhere.
 * Same sources and options, same bytes.
 */
export async function buildGeneral(folder: string, options: GeneralOptions = {}, compiler: Opa = runOpa): Promise<Build> {
	const sources = await bundleSources(folder);
	const manifest = readBundleManifest(sources, folder);
	if (manifest.rego_version !== 1)
		throw atFault(["Rego v0 is not taken; write v1, which `opa fmt` makes of it, and rego_version 1"]);
	const revision = options.revision ?? textIn(sources, "VERSION")?.trim() ?? manifest.revision ?? "";
	const roots = manifest.roots.map((root) => root.replace(/^\/+|\/+$/g, "")).sort();
	const policy = options.policy ?? manifest.metadata.policy ?? (roots.length === 1 ? roots[0] : undefined);
	const wrong = v.safeParse(v.pick(GeneralManifest, ["policy", "revision", "roots"]), { policy: policy ?? "", revision, roots });
	if (!wrong.success) throw atFault(wrong.issues.map((issue) => ADVICE[String(v.getDotPath(issue)).split(".")[0] ?? ""]));

	const common = { revision, capabilities: CAPABILITIES };
	const { compiled, agent, debug } = await withWorkspace(sources, async (workspace) => {
		const entrypoints = await entrypointsOf(join(workspace, "bundle"), options.entrypoints ?? manifest.metadata.entrypoints);
		const target = ["-t", "wasm", ...entrypoints.flatMap((path) => ["-e", path])];
		const [wasmBundle, agentBundle, debugModule] = await allDone([
			compile(compiler, workspace, { ...common, output: "wasm.tar.gz", target }),
			compile(compiler, workspace, { ...common, output: "agent.tar.gz", target: ["-t", "rego"] }),
			compileDebug(workspace, CAPABILITIES, entrypoints),
		]);
		return { compiled: wasmBundle, agent: agentBundle, debug: debugModule };
	});
	const { wasm, data, declared } = readCompiled(compiled);
	const entrypoints = [...new Set(declared.wasm.map(({ entrypoint }) => entrypoint))].sort();
	const outside = entrypoints.filter((path) => !roots.some((root) => isWithin(path, root)));
	if (outside.length > 0) throw atFault(outside.map((path) => `${path} lies outside of the roots ${roots.join(", ")}`));
	return assemble(
		{
			...{ kind: "general", policy: policy ?? "", revision, input: "any", rules: [] },
			...{ entrypoints, roots, rego_version: declared.rego_version },
		},
		// As OPA wrote it: a number keeps its digits, however many they are.
		{ wasm, data, agent: (await options.signAgent?.(agent)) ?? agent, sources: listing(sources), ...(debug && { debug }) },
	);
}

const ADVICE: Readonly<Record<string, string>> = {
	policy: "name the policy line: `metadata.policy` in .manifest, or --policy NAME (letters, digits, . _ : / -)",
	revision: "name the revision: a file VERSION, `revision` in .manifest, or --revision (letters, digits, . _ + -)",
	roots: 'name what the policy owns: `roots` in .manifest, such as ["http_api"]',
};

function atFault(lines: readonly (string | undefined)[]): Error {
	return new Error([...new Set(lines)].filter((line) => line !== undefined).join("\n"), { cause: SOURCES_AT_FAULT });
}

function readBundleManifest(sources: readonly Source[], folder: string) {
	const text = textIn(sources, ".manifest");
	if (text === undefined) throw atFault([`${join(folder, ".manifest")} is missing: ${ADVICE.roots}`]);
	try {
		return v.parse(BundleManifest, JSON.parse(text));
	} catch {
		throw atFault([`${join(folder, ".manifest")} is not the manifest of a bundle: JSON with \`roots\``]);
	}
}

function textIn(sources: readonly Source[], path: string): string | undefined {
	return sources.find((each) => each.path === path)?.text;
}

/** Files that OPA loads of a bundle, with tests where they are asked for, by path, sorted; and VERSION. */
export async function bundleSources(folder: string, tests = false): Promise<Source[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const paths = entries
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
		.filter((path) => isLoaded(path) && (tests || !path.endsWith("_test.rego")))
		.sort();
	return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), "utf8") })));
}

function isLoaded(path: string): boolean {
	if (path === ".manifest" || path === "VERSION") return true;
	const folders = dirname(path).split("/");
	if (folders.some((name) => name === "node_modules" || (name.startsWith(".") && name !== "."))) return false;
	return path.endsWith(".rego") || ["data.json", "data.yaml", "data.yml"].includes(basename(path));
}

/** Entrypoints for the compiler. */
async function entrypointsOf(bundle: string, declared: readonly string[]): Promise<string[]> {
	const { code, stdout, stderr } = await runOpa(["inspect", "--capabilities", CAPABILITIES, "."], { cwd: bundle });
	if (code !== 0) throw new Error(stderr || stdout, { cause: SOURCES_AT_FAULT });
	const { rules, entrypoints } = v.parse(Inspection, JSON.parse(stdout));
	// The compiler finds those of annotations by itself.
	if (declared.length > 0 || entrypoints.length > 0) return [...declared];
	// Rules, not packages: OPA compiles no entrypoint that is a package with functions, and to ask for one rule must not be to
	// evaluate the others. Whoever serves the release composes packages of their rules.
	const documents = rules.filter(({ args }) => args === 0).map((rule) => rule.path);
	if (documents.length === 0) throw atFault(["there is no rule to ask for: every rule is a function"]);
	return [...new Set(documents)].map(slashed).sort();
}

/** `data.a["b-c"]` → `a/b-c`. */
function slashed(ref: string): string {
	const names = [...ref.matchAll(/\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map((match) => match[1] ?? match[2] ?? "");
	return names.slice(1).join("/");
}
