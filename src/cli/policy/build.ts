// Builds a release of the guard policy from its sources: renditions, their digests, and the manifest that names them.
import { join } from "node:path";
import type { ReleaseManifest } from "../../contract/bundle.ts";
import { INPUT_CONTRACT } from "../../contract/input.ts";
import { type Bytes, utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { digestOf, documentDigest } from "../../platform/digest.ts";
import { ENTRYPOINT, GUARD } from "../../policy/bundle.ts";
import { runOpa } from "../opa.ts";
import { assemble, type Build, compile, listing, type Opa, readCompiled } from "./assemble.ts";
import { compileDebug } from "./debug.ts";
import { CONFIG, configProblems } from "./defaults.ts";
import { inspectPolicy, ruleMetadata, SOURCES_AT_FAULT } from "./inspect.ts";
import { allDone, policySources, textOf, withWorkspace } from "./sources.ts";

export type { Build, Opa } from "./assemble.ts";

/** Builds from a folder that holds `.manifest`, `VERSION`, `capabilities.json` and `guard`. Same sources, same bytes. */
export async function buildRelease(
	folder: string,
	compiler: Opa = runOpa,
	signAgent: (bundle: Bytes) => Promise<Bytes> = async (bundle) => bundle,
): Promise<Build> {
	const sources = await policySources(folder);
	const problems = configProblems(textOf(sources, CONFIG), join(folder, CONFIG));
	if (problems.length > 0) throw new Error(problems.join("\n"), { cause: SOURCES_AT_FAULT });
	const common = { revision: textOf(sources, "VERSION").trim(), capabilities: "capabilities.json" };
	// Only what the sources rendition lists is compiled, so that it is enough to build the release again.
	const [compiled, agent, inspection, debug] = await withWorkspace(sources, (workspace) =>
		allDone([
			compile(compiler, workspace, { ...common, output: "wasm.tar.gz", target: ["-t", "wasm", "-O1", "-e", ENTRYPOINT] }),
			compile(compiler, workspace, { ...common, output: "agent.tar.gz", target: ["-t", "rego"] }),
			inspectPolicy(join(workspace, "bundle")),
			compileDebug(workspace, common.capabilities, [ENTRYPOINT]),
		]),
	);
	const { wasm, data, declared } = readCompiled(compiled);
	const document = JSON.parse(new TextDecoder().decode(data)) as { guard: { config: { defaults: unknown } } };
	return assemble(
		{
			kind: "guard",
			policy: GUARD,
			revision: common.revision,
			input: INPUT_CONTRACT,
			entrypoints: [ENTRYPOINT],
			roots: [GUARD],
			rego_version: declared.rego_version,
			defaults: await documentDigest(document.guard.config.defaults),
			rules: ruleMetadata(inspection),
		},
		{
			wasm,
			data: utf8(canonicalJson(document)),
			agent: await signAgent(agent),
			sources: listing(sources),
			...(debug && { debug }),
		},
	);
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
