// Writes rego/schemas/input.json, which types the policy input for `opa check --schema`, from the contract.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { PolicyInput } from "../src/contract/input.ts";

const PATH = "rego/schemas/input.json";

/** OPA's type checker knows `anyOf` but reads past `oneOf`: what is exclusive becomes merely alternative. */
export function forOpa(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(forOpa);
	if (schema === null || typeof schema !== "object") return schema;
	return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name === "oneOf" ? "anyOf" : name, forOpa(value)]));
}

export function inputSchema(): string {
	const schema = toJsonSchema(PolicyInput, {
		typeMode: "output",
		target: "draft-07",
		errorMode: "throw",
		ignoreActions: ["check"],
	});
	return `${JSON.stringify(forOpa(schema), null, "\t")}\n`;
}

if (import.meta.main) {
	const text = inputSchema();
	if (process.argv.includes("--check")) {
		const same = (await readFile(PATH, "utf8").catch(() => "")) === text;
		if (!same) console.error(`${PATH} is not what the contract gives; run: node scripts/generate-schemas.ts`);
		process.exit(same ? 0 : 1);
	}
	await mkdir(dirname(PATH), { recursive: true });
	await writeFile(PATH, text);
}
