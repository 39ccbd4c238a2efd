// Makes the text of the program that runs inside a loaded version's isolate: `dist/loaded/host.json`, which the Worker holds.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build, type Metafile } from "esbuild";
import { allFamilies } from "../../src/policy/builtins/registry.ts";
import type { HostCode } from "../../src/policy/load.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "dist/loaded");
export const LOADED_HOST = join(FOLDER, "host.json");

/** Writes the file when it is not there or not what the sources give. Several processes may do so at once. */
export async function buildLoadedHost(): Promise<HostCode> {
	const host = await bundleHost();
	const text = JSON.stringify(host);
	if ((await readFile(LOADED_HOST, "utf8").catch(() => "")) === text) return host;
	await mkdir(FOLDER, { recursive: true });
	const made = join(FOLDER, `host-${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
	await writeFile(made, text);
	await rename(made, LOADED_HOST);
	return host;
}

/** The engine is one module; each family of builtins, and what several share, a module of its own. */
async function bundleHost(): Promise<HostCode> {
	const families = allFamilies();
	const { outputFiles, metafile } = await build({
		absWorkingDir: ROOT,
		entryPoints: [
			{ in: "src/policy/loaded/host.ts", out: "host" },
			...families.map((family) => ({ in: `src/policy/builtins/${family}.ts`, out: family })),
		],
		bundle: true,
		splitting: true,
		minify: true,
		write: false,
		metafile: true,
		format: "esm",
		target: "es2024",
		platform: "browser",
		// Wrangler's own conditions, so that packages give the code that a Worker runs.
		conditions: ["workerd", "worker", "browser"],
		external: ["cloudflare:*", "node:*", "./policy.wasm", "./data.txt", "./builtins.txt"],
		outdir: "dist/loaded",
		chunkNames: "shared-[hash]",
		logLevel: "silent",
	});
	const modules = Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text] as const).sort());
	const needs = Object.fromEntries(
		["host", ...families].map((name) => [name, staticImports(metafile, `dist/loaded/${name}.js`).sort()] as const),
	);
	const version = createHash("sha256")
		.update(JSON.stringify([modules, needs]))
		.digest("hex")
		.slice(0, 16);
	return { version, modules, needs };
}

/** File names of a module and of all that it imports at once; what it imports later is a need of its own. */
function staticImports(metafile: Metafile, output: string, found = new Set<string>()): string[] {
	if (!found.has(basename(output))) {
		found.add(basename(output));
		for (const { path, kind, external } of metafile.outputs[output]?.imports ?? []) {
			if (kind === "import-statement" && external !== true) staticImports(metafile, path, found);
		}
	}
	return [...found];
}
