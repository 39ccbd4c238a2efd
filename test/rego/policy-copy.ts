// A copy of the policy that a test may change.
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PolicyPlace } from "../../src/cli/policy/check.ts";
import { type ConfigData, printConfig } from "../../src/cli/policy/defaults.ts";

/** What OPA does takes time for each rule: where any rules will do, these categories are enough. */
const FEW = ["scope", "usage"];

/** Lays out `rego` and `docs/rules` in a folder, with all rules or few. */
export async function copyPolicy(root: string, rules: "all" | "few"): Promise<PolicyPlace> {
	const place = { rego: join(root, "rego"), docs: join(root, "docs/rules") };
	for (const path of [".manifest", "VERSION", "capabilities.json", "schemas", "guard", "checks"]) {
		await cp(join("rego", path), join(place.rego, path), { recursive: true });
	}
	await cp("docs/rules", place.docs, { recursive: true });
	if (rules === "few") await keepFew(place);
	return place;
}

async function keepFew({ rego, docs }: PolicyPlace): Promise<void> {
	const rules = join(rego, "guard/rules");
	for (const category of (await readdir(rules)).filter((name) => !FEW.includes(name))) {
		for (const folder of [rules, docs]) await rm(join(folder, category), { recursive: true });
	}
	const config = join(rego, "guard/config/data.json");
	const data = JSON.parse(await readFile(config, "utf8")) as ConfigData;
	const kept = Object.entries(data.defaults).filter(([rule]) => FEW.includes(rule.split(".")[0] ?? ""));
	await writeFile(config, printConfig({ ...data, defaults: Object.fromEntries(kept) }));
}
