// The policy's commands as their author meets them: help, honest exit codes, clean messages, tests at every change.
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyPolicy } from "./policy-copy.ts";

const SLOW = { timeout: 120_000 };
const SCRIPT = resolve("scripts/policy.ts");
const RULE = "rego/guard/rules/usage/call_budget/call_budget.rego";
const CONFIG = "rego/guard/config/data.json";
const COMMANDS = ["build", "check", "docs", "fix", "test", "vectors"];
let root: string;

beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), "edict-commands-"));
	await copyPolicy(root, "few");
});
afterAll(() => rm(root, { recursive: true }));

function policy(...args: string[]): { status: number | null; stdout: string; stderr: string } {
	return spawnSync(process.execPath, [SCRIPT, ...args], { cwd: root, encoding: "utf8" });
}

async function withText<T>(path: string, change: (text: string) => string, run: () => T): Promise<T> {
	const file = join(root, path);
	const text = await readFile(file, "utf8");
	await writeFile(file, change(text));
	try {
		return run();
	} finally {
		await writeFile(file, text);
	}
}

describe("a command", () => {
	it("says what it takes, by its npm name", SLOW, async () => {
		const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
		for (const command of COMMANDS) {
			const { status, stdout } = policy(command, "--help");
			expect([status, stdout], command).toEqual([0, expect.stringContaining(`npm run policy:${command}`)]);
			expect(scripts[`policy:${command}`]).toBe(`node scripts/policy.ts ${command}`);
		}
	});

	it("that it does not understand ends with 1 and its usage, without a stack", SLOW, () => {
		for (const args of [["tset"], [], ["test", "--rn", "x"], ["build", "--watch"], ["fix", "extra"]]) {
			const { status, stderr } = policy(...args);
			expect([status, stderr], args.join(" ")).toEqual([1, expect.stringContaining("npm run policy:")]);
			expect(stderr).not.toMatch(/^\s+at /m);
		}
	});

	it("fails where no test has the name that it was given", SLOW, () => {
		const { status, stdout } = policy("test", "--run", "call_bugdet");
		expect([status, stdout]).toEqual([1, expect.stringContaining("no test is called /call_bugdet/")]);
	});
});

describe("sources that cannot be read", () => {
	it("are told by every command with file and line, and nothing else", SLOW, async () => {
		const unclosed = (text: string) => text.replace("findings contains finding if {", "findings contains finding if");
		for (const args of [["check"], ["build"], ["docs"], ["fix"]]) {
			const { status, stdout, stderr } = await withText(RULE, unclosed, () => policy(...args));
			expect(status, args.join()).toBe(1);
			expect(stdout + stderr, args.join()).toMatch(/call_budget\.rego:\d+: rego_parse_error/);
			expect(stdout + stderr, args.join()).not.toMatch(/^\s+at .*\.ts:/m);
		}
	});

	it("are told of the defaults too", SLOW, async () => {
		const broken = (text: string) => text.replace('"hazards": {', '"hazards": ');
		for (const args of [["check"], ["build"], ["fix"]]) {
			const { status, stdout, stderr } = await withText(CONFIG, broken, () => policy(...args));
			expect(status, args.join()).toBe(1);
			expect(stdout + stderr, args.join()).toMatch(/rego\/guard\/config\/data\.json:\d+: this is no JSON/);
			expect(stdout + stderr, args.join()).not.toMatch(/^\s+at .*\.ts:/m);
		}
	});
});

describe("check", () => {
	it("tells details and verdicts in one stream, each verdict after its details", SLOW, async () => {
		const spaced = (text: string) => text.replaceAll("\t", "  ");
		const { status, stdout, stderr } = await withText(RULE, spaced, () => policy("check", "--sources"));
		expect([status, stderr]).toEqual([1, ""]);
		expect(stdout).toMatch(/^ok {3}syntax and types\n {5}\S+call_budget\.rego: not in the form .*policy:fix\nFAIL format\n/);
	});
});

describe("watching", () => {
	it("tests again after a change, and says when and of what", SLOW, async () => {
		const child = spawn(process.execPath, [SCRIPT, "test", "--watch", "--run", "call_budget"], { cwd: root });
		let output = "";
		const until = (wanted: RegExp) =>
			new Promise<void>((done, fail) => {
				const timer = setTimeout(() => fail(new Error(`not seen: ${wanted} in ${output}`)), 100_000);
				const look = () => {
					if (!wanted.test(output)) return;
					clearTimeout(timer);
					done();
				};
				child.stdout.on("data", look);
				look();
			});
		child.stdout.on("data", (chunk) => {
			output += chunk;
		});
		try {
			await until(/──── \d\d:\d\d:\d\d start\nPASS/);
			await writeFile(join(root, RULE), `${await readFile(join(root, RULE), "utf8")}`);
			await until(/──── \d\d:\d\d:\d\d rego\/guard\/rules\/usage\/call_budget\/call_budget\.rego\nPASS/);
		} finally {
			child.kill();
		}
	});
});
