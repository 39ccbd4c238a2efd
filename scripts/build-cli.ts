// Builds `edict` for those who have Node 20 or newer: JavaScript in dist/cli, one file a command, packages left outside.
import { chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundleVerifier } from "../src/cli/audit/verifier.ts";

const ROOT = join(import.meta.dirname, "..");

/** Writes `edict.js` and what it loads into a folder that lies two below the project's root, as `dist/cli` does. */
export async function buildCli(outdir: string): Promise<void> {
	await build({
		entryPoints: { edict: join(ROOT, "src/cli/edict.ts"), "replay-thread": join(ROOT, "src/cli/replay/thread.ts") },
		outdir,
		bundle: true,
		splitting: true,
		format: "esm",
		target: "node20",
		platform: "node",
		packages: "external",
		// A module may begin so; of all that are written only the entry is called by it.
		banner: { js: "#!/usr/bin/env node" },
		logLevel: "silent",
	});
	await chmod(join(outdir, "edict.js"), 0o755);
	await writeFile(join(outdir, "verify.mjs"), await bundleVerifier());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	const outdir = join(ROOT, "dist/cli");
	await rm(outdir, { recursive: true, force: true });
	await buildCli(outdir);
	console.log("dist/cli: edict.js");
}
