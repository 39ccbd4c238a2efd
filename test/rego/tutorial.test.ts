// Follows docs/patterns/your-first-rule.md to the letter, in a copy of the policy: what it says must work.
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RuleDefaults, withDefaults } from "../../src/cli/policy/defaults.ts";
import { copyPolicy } from "./policy-copy.ts";

const PAGE = "docs/patterns/your-first-rule.md";
const CONFIG = "rego/guard/config/data.json";

let copy: string;
beforeAll(async () => {
	copy = await mkdtemp(join(tmpdir(), "edict-tutorial-"));
	await copyPolicy(copy, "all");
});
afterAll(() => rm(copy, { recursive: true }));

type Step = { readonly kind: string; readonly option: string; readonly body: string; readonly after: string };

/** Fenced blocks that do something, with the prose up to the next one. */
function stepsOf(page: string): Step[] {
	const fences = [...page.matchAll(/^```(\w+)(?: (.+))?\n([\s\S]*?)^```$([\s\S]*?)(?=^```|$(?![\s\S]))/gm)];
	return fences.map(([, kind = "", option = "", body = "", after = ""]) => ({ kind, option, body, after }));
}

function shell(command: string): { status: number | null; output: string } {
	const [node, script = "", ...args] = command.split(" ");
	expect(node).toBe("node");
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
	} else {
		throw new Error(`a block of ${kind} that nobody follows`);
	}
}

it("works as it is written", { timeout: 240_000 }, async () => {
	const steps = stepsOf(await readFile(PAGE, "utf8"));
	expect(steps.length).toBeGreaterThan(7);
	for (const step of steps) await follow(step);
	const index = await readFile(join(copy, "docs/rules/README.md"), "utf8");
	expect(index).toContain("output.collector_link");
	const manifest = JSON.parse(await readFile(join(copy, "bundles/baseline/manifest.json"), "utf8"));
	expect(manifest.rules.map((rule: { id: string }) => rule.id)).toContain("output.collector_link");
});
