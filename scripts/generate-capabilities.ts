// Writes what policies may call, from OPA's list and the host's table of builtins: `guard` (rego/capabilities.json: what the
// guard's host has without loading more, and nothing that is declared for an evaluation) and `general`
// (rego/capabilities-general.json: everything the host has). `--check` only says whether the committed files are the same.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { runOpa } from "../src/cli/opa.ts";
import { CORE_BUILTINS } from "../src/policy/builtins/core.ts";
import { DECLARED } from "../src/policy/builtins/host-facts.ts";
import { NATIVE } from "../src/policy/builtins/native.ts";
import { loadAllBuiltins } from "../src/policy/builtins/registry.ts";

const ROOT = join(import.meta.dirname, "..");

/** Resolved by the compiler, so neither the module nor the host has them. */
const COMPILED = new Set([
	"assign",
	"eq",
	"print",
	"internal.print",
	"internal.test_case",
	"rego.metadata.chain",
	"rego.metadata.rule",
]);
/** Of both hosts of a release: agents' OPA and this one, which knows no deprecated names either. */
const COMMON = {
	allow_net: [],
	features: ["rego_v1", "keywords_in_refs", "template_strings"],
	future_keywords: [],
	wasm_abi_versions: [
		{ version: 1, minor_version: 1 },
		{ version: 1, minor_version: 2 },
	],
};

type Capabilities = { readonly builtins: readonly { readonly name: string; readonly deprecated?: boolean }[] };
type Target = "guard" | "general";

const FILES: Readonly<Record<Target, string>> = {
	guard: join(ROOT, "rego/capabilities.json"),
	general: join(ROOT, "rego/capabilities-general.json"),
};

export async function capabilitiesFor(target: Target): Promise<Capabilities> {
	const { builtins } = JSON.parse((await runOpa(["capabilities"])).stdout) as Capabilities;
	const host = new Set(Object.keys(target === "guard" ? CORE_BUILTINS : await loadAllBuiltins()));
	const allowed = (name: string) =>
		COMPILED.has(name) || NATIVE.has(name) || (host.has(name) && !(target === "guard" && DECLARED.has(name)));
	const kept = builtins.filter(({ name, deprecated }) => deprecated !== true && allowed(name));
	return { builtins: kept, ...COMMON };
}

if (import.meta.main) {
	const named = process.argv.filter((argument): argument is Target => argument in FILES);
	for (const target of named.length > 0 ? named : (Object.keys(FILES) as Target[])) {
		const capabilities = await capabilitiesFor(target);
		if (!process.argv.includes("--check")) {
			await writeFile(FILES[target], `${JSON.stringify(capabilities, null, "\t")}\n`);
			execFileSync(join(ROOT, "node_modules/.bin/biome"), ["format", "--write", FILES[target]], { stdio: "ignore" });
		} else if (!isDeepStrictEqual(JSON.parse(await readFile(FILES[target], "utf8")), JSON.parse(JSON.stringify(capabilities)))) {
			console.error(
				`${FILES[target]} is not what the host's table gives: run \`node scripts/generate-capabilities.ts ${target}\``,
			);
			process.exitCode = 1;
		}
	}
}
