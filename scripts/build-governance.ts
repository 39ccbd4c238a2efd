// Builds the governance policy from rego/governance into bundles/governance; with --check, tells whether what is committed is it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildGeneral } from "../src/cli/policy/build-general.ts";
import { checkBundle } from "../src/cli/policy/examples.ts";
import { writeRelease } from "../src/cli/policy/release-folder.ts";
import { RELEASE_FILES, type ReleaseFile } from "../src/policy/bundle.ts";

const SOURCES = "rego/governance";
const RELEASE = "bundles/governance";

const check = process.argv.includes("--check");
const problems = await checkBundle(SOURCES);
const { digest, files } = await buildGeneral(SOURCES);
if (!check && problems.length === 0) await writeRelease(RELEASE, files);
for (const [file, name] of Object.entries(RELEASE_FILES) as [ReleaseFile, string][]) {
	const bytes = files[file];
	if (bytes === undefined) continue;
	const found = await readFile(join(RELEASE, name)).catch(() => Buffer.of());
	if (!Buffer.from(bytes).equals(found))
		problems.push(`${join(RELEASE, name)} is not what ${SOURCES} gives; run: npm run generate`);
}
for (const problem of problems) console.error(problem);
console.log(`governance ${digest}: ${files.wasm.length} bytes of WASM`);
process.exitCode = problems.length === 0 ? 0 : 1;
