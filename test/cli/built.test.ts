// The command as it is installed: built, started through a link, finding OPA's compiler from where it lies.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildCli } from "../../scripts/build-cli.ts";

const outdir = join(import.meta.dirname, "../../dist/cli-test");
let folder: string;
beforeAll(async () => {
	await buildCli(outdir);
	folder = await mkdtemp(join(tmpdir(), "edict-built-"));
	await symlink(join(outdir, "edict.js"), join(folder, "edict"));
});
afterAll(async () => {
	await rm(outdir, { recursive: true, force: true });
	await rm(folder, { recursive: true, force: true });
});

it("runs, and builds a policy", { timeout: 60_000 }, () => {
	const run = (...args: string[]) => spawnSync(process.execPath, [join(folder, "edict"), ...args], { encoding: "utf8" });
	expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("edict policy publish") });
	expect(run("policy", "eat").status).toBe(2);
	const built = run("policy", "build", "test/cli/untested", "-o", join(folder, "release"), "--json");
	expect(built, built.stderr).toMatchObject({ status: 0 });
	expect(JSON.parse(built.stdout)).toMatchObject({ policy: "a", revision: "1", entrypoints: ["a/p"] });
});
