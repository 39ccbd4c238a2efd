// A copy of the policy that a test may change.
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printConfig, readConfig } from "../../src/cli/policy/defaults.ts";
import type { ScaffoldPlace } from "../../src/cli/policy/scaffold.ts";

/** What OPA does takes time for each rule: where any rules will do, these categories are enough. The decision names the first. */
const FEW = ["control", "scope", "usage"];

/** Lays out `rego`, `docs/rules` and `test/vectors` in a folder, with all rules or few; few have no vectors. */
export async function copyPolicy(root: string, rules: "all" | "few"): Promise<ScaffoldPlace> {
	const place = { rego: join(root, "rego"), docs: join(root, "docs/rules"), vectors: join(root, "test/vectors") };
	for (const path of [".manifest", "VERSION", "capabilities.json", "schemas", "guard", "checks"]) {
		await cp(join("rego", path), join(place.rego, path), { recursive: true });
	}
	await cp("docs/rules", place.docs, { recursive: true });
	await cp("test/vectors", place.vectors, { recursive: true });
	if (rules === "few") await keepFew(place);
	return place;
}

async function keepFew({ rego, docs, vectors }: ScaffoldPlace): Promise<void> {
	await rm(join(vectors, "decisions"), { recursive: true });
	const rules = join(rego, "guard/rules");
	for (const category of (await readdir(rules)).filter((name) => !FEW.includes(name))) {
		for (const folder of [rules, docs]) await rm(join(folder, category), { recursive: true });
	}
	const config = join(rego, "guard/config/data.json");
	const data = readConfig(await readFile(config, "utf8"));
	const kept = Object.entries(data.defaults).filter(([rule]) => FEW.includes(rule.split(".")[0] ?? ""));
	await writeFile(config, printConfig({ ...data, defaults: Object.fromEntries(kept) }));
}
