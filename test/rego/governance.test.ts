// The governance policy: formed, typed, tested line by line, and what the repository carries is what its sources give.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { buildGeneral } from "../../src/cli/policy/build-general.ts";
import { checkBundle } from "../../src/cli/policy/examples.ts";
import { GOVERNANCE_COMMANDS } from "../../src/contract/lifecycle.ts";

test("is formed, typed and tested to the last line", async () => {
	expect(await checkBundle("rego/governance")).toEqual([]);
}, 60_000);

test("is built from its sources", async () => {
	const { files } = await buildGeneral("rego/governance");
	expect(Buffer.from(files.manifest).equals(await readFile("bundles/governance/manifest.json"))).toBe(true);
}, 60_000);

test("knows every command that it is asked about, and no other", async () => {
	const data = JSON.parse(await readFile("rego/governance/data.json", "utf8")) as {
		governance: { commands: Record<string, string[]>; whole_tenant: string[] };
	};
	const { commands, whole_tenant } = data.governance;
	expect(Object.keys(commands).sort()).toEqual([...GOVERNANCE_COMMANDS].sort());
	for (const command of whole_tenant) expect(commands).toHaveProperty([command]);
});
