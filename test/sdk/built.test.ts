// The built SDK: one module that plain Node loads, without dependencies, and types that stand on their own.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleSdk, declareSdk } from "../../scripts/build-sdk.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Another Node than the project's own, where the machine has one: the SDK promises 20. */
const NODES = [...new Set([process.execPath, "/usr/bin/node", "/usr/local/bin/node"])].filter((path) => existsSync(path));
const TRY = `
import { createClient, EdictError } from "./client.js";
const client = createClient({ url: "http://127.0.0.1:9", key: "k", retries: 0 });
const guarded = await client.guard("Hello", { app: "a" });
const error = await client.whoami().catch((reason) => reason);
console.log(JSON.stringify([guarded.allowed, guarded.reason, error instanceof EdictError, error.kind]));
`;
let folder = "";

beforeAll(async () => {
	// Inside the project, so that the declarations find the schema library they name.
	folder = await mkdtemp(join(ROOT, "dist-sdk-test-"));
	await bundleSdk(folder);
	await declareSdk(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the built SDK", () => {
	it.each(NODES)("works in %s", async (node) => {
		await writeFile(join(folder, "try.mjs"), TRY);
		const { stdout, stderr } = spawnSync(node, [join(folder, "try.mjs")], { encoding: "utf8" });
		expect(stdout, stderr).toBe(`${JSON.stringify([false, "unavailable", true, "network"])}\n`);
	});

	it("imports nothing and is small", async () => {
		const code = await readFile(join(folder, "client.js"), "utf8");
		expect(code).not.toMatch(/^\s*import\b|\bimport\(|\brequire\(/m);
		expect(code.length).toBeLessThan(20_000);
	});

	it("has types that a caller can build against", async () => {
		await writeFile(
			join(folder, "caller.ts"),
			`import { createClient, type Guarded } from "./client.js";
const client = createClient({ url: "https://edict.test", key: "k" });
export const guarded: Promise<Guarded> = client.guard("x", { app: "a", stage: "output" });
export const ids = client.rules().then(({ rules }) => rules.map((rule) => rule.id.length));
// @ts-expect-error the stages are a closed list
client.guard("x", { app: "a", stage: "retrieval" });
// @ts-expect-error a reply has no such member
client.whoami().then((me) => me.password);
`,
		);
		const options = [
			"--ignoreConfig",
			"--noEmit",
			"--strict",
			"--module",
			"nodenext",
			"--target",
			"es2022",
			"--lib",
			"es2024,dom",
		];
		const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
		const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, "--types", "", join(folder, "caller.ts")], {
			encoding: "utf8",
		});
		expect(stdout).toBe("");
		expect(status).toBe(0);
	});
});
