// Follows docs/patterns/your-first-rule.md to the letter, in a copy of the policy: what it says must work.
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RuleDefaults, withDefaults, withoutDefaults } from "../../src/cli/policy/defaults.ts";
import { readVectors } from "../../src/cli/policy/vectors.ts";
import { copyPolicy } from "./policy-copy.ts";

const PAGE = "docs/patterns/your-first-rule.md";
const CONFIG = "rego/guard/config/data.json";

let copy: string;
beforeAll(async () => {
	copy = await mkdtemp(join(tmpdir(), "edict-tutorial-"));
	await copyPolicy(copy, "all");
	await forget();
});
afterAll(() => rm(copy, { recursive: true }));

/** Takes the page's rule out of the copy: whoever followed the page here has it in the tree. */
async function forget(): Promise<void> {
	await rm(join(copy, "rego/guard/rules/output/collector_link"), { recursive: true, force: true });
	await rm(join(copy, "docs/rules/output/collector_link.md"), { force: true });
	await writeFile(join(copy, CONFIG), withoutDefaults(await readFile(join(copy, CONFIG), "utf8"), "output.collector_link"));
	await changeVectors("output", (cases) => cases.filter(({ name }) => name !== "collector-link"));
}

type Case = { name: string };

async function changeVectors(file: string, change: (cases: Case[]) => Case[]): Promise<void> {
	const path = join(copy, `test/vectors/decisions/${file}.json`);
	const document = JSON.parse(await readFile(path, "utf8")) as { cases: Case[] };
	await writeFile(path, JSON.stringify({ ...document, cases: change(document.cases) }));
}

type Step = { readonly kind: string; readonly option: string; readonly body: string; readonly after: string };

/** Fenced blocks that do something, with the prose up to the next one. */
function stepsOf(page: string): Step[] {
	const fences = [...page.matchAll(/^```(\w+)(?: (.+))?\n([\s\S]*?)^```$([\s\S]*?)(?=^```|$(?![\s\S]))/gm)];
	return fences.map(([, kind = "", option = "", body = "", after = ""]) => ({ kind, option, body, after }));
}

const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };

/** What `npm run <name> -- …` runs, in the copy. */
function shell(command: string): { status: number | null; output: string } {
	const [, name = "", rest = ""] = /^npm run ([\w:]+)(?: -- (.+))?$/.exec(command) ?? [];
	const [node, script = "", ...given] = (scripts[name] ?? "").split(" ");
	expect(node, command).toBe("node");
	const args = [...given, ...rest.split(" ").filter(Boolean)];
	const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(script), ...args], { cwd: copy, encoding: "utf8" });
	return { status, output: stdout + stderr };
}

async function follow({ kind, option, body, after }: Step): Promise<void> {
	const [name, value = ""] = option.split("=");
	if (kind === "sh") {
		let output = "";
		for (const command of body.trim().split("\n")) {
			const told = shell(command);
			output += told.output;
			if (name === "fails") expect(told.status, command).not.toBe(0);
			else expect(told.status, `${command}\n${told.output}`).toBe(0);
		}
		const promised = /`(PASS: \d+\/\d+)`/.exec(after)?.[1];
		if (promised !== undefined) expect(output).toContain(promised);
	} else if (name === "file") {
		await writeFile(join(copy, value), body);
	} else if (name === "defaults") {
		const path = join(copy, CONFIG);
		await writeFile(path, withDefaults(await readFile(path, "utf8"), value, JSON.parse(body) as RuleDefaults));
	} else if (name === "vector") {
		const [file = "", wanted] = value.split("/");
		await changeVectors(file, (cases) => cases.map((each) => (each.name === wanted ? { ...each, ...JSON.parse(body) } : each)));
	} else {
		throw new Error(`a block of ${kind} that nobody follows`);
	}
}

it("works as it is written", { timeout: 300_000 }, async () => {
	const steps = stepsOf(await readFile(PAGE, "utf8"));
	expect(steps.length).toBeGreaterThan(7);
	for (const step of steps) await follow(step);
	const index = await readFile(join(copy, "docs/rules/README.md"), "utf8");
	expect(index).toContain("output.collector_link");
	const manifest = JSON.parse(await readFile(join(copy, "bundles/baseline/manifest.json"), "utf8"));
	expect(manifest.rules.map((rule: { id: string }) => rule.id)).toContain("output.collector_link");
	const vectors = await readVectors(join(copy, "test/vectors"));
	const { verdict } = vectors.find(({ id }) => id === "output/collector-link") ?? {};
	expect(verdict).toMatchObject({ action: "redact", findings: [{ rule: "output.collector_link" }] });
});
