// The policy from the command line: build, test and check the guard's Rego.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildRelease } from "../src/cli/policy/build.ts";
import { testPolicy } from "../src/cli/policy/test.ts";
import { RELEASE_FILES } from "../src/policy/bundle.ts";

const REGO = "rego";
const BASELINE = "bundles/baseline";

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: { check: { type: "boolean", default: false }, run: { type: "string" } },
});

/** Builds the release and writes it, or with `check` only says whether the committed one is the same. */
async function build(check: boolean): Promise<boolean> {
	const { digest, files, manifest } = await buildRelease(REGO);
	const stale: string[] = [];
	if (!check) await mkdir(BASELINE, { recursive: true });
	for (const [file, name] of Object.entries(RELEASE_FILES)) {
		const path = join(BASELINE, name);
		const bytes = files[file as keyof typeof RELEASE_FILES];
		if (!check) await writeFile(path, bytes);
		else if (!Buffer.from(bytes).equals(await readFile(path))) stale.push(path);
	}
	console.log(`guard ${manifest.revision} ${digest}: ${manifest.rules.length} rules, ${files.wasm.length} bytes of WASM`);
	if (stale.length > 0) console.error(`not what the sources give: ${stale.join(", ")}; run: npm run policy:build`);
	return stale.length === 0;
}

async function test(only?: string): Promise<boolean> {
	const { passed, report } = await testPolicy(REGO, only === undefined ? { coverage: true } : { only });
	console.log(report);
	return passed;
}

if (positionals[0] === "build") process.exit((await build(values.check)) ? 0 : 1);
if (positionals[0] === "test") process.exit((await test(values.run)) ? 0 : 1);
