// Bundles the Worker as wrangler does, in memory: one module of code, and each WASM file a module of its own.
import { basename, join } from "node:path";
import { build } from "esbuild";
import { buildLoadedHost } from "./loaded-host.ts";

export type WorkerModule = { type: "ESModule" | "CompiledWasm"; path: string; contents: string | Uint8Array };

/** The modules of a Worker, the one of the entry first. Throws with esbuild's own messages when it does not bundle. */
export async function bundleWorker(entry: string): Promise<WorkerModule[]> {
	await buildLoadedHost();
	const { outputFiles } = await build({
		entryPoints: [entry],
		bundle: true,
		write: false,
		format: "esm",
		target: "es2024",
		platform: "browser",
		// Wrangler's own conditions, so that packages give the code that will be deployed.
		conditions: ["workerd", "worker", "browser"],
		external: ["cloudflare:*", "node:*"],
		loader: { ".wasm": "copy", ".gz": "binary" },
		outdir: join(import.meta.dirname, "../../dist/worker"),
		entryNames: "worker",
		assetNames: "[name]-[hash]",
		keepNames: true,
		logLevel: "silent",
	});
	return outputFiles
		.map(({ path, contents, text }): WorkerModule => {
			const name = basename(path);
			return name.endsWith(".wasm")
				? { type: "CompiledWasm", path: name, contents }
				: { type: "ESModule", path: name, contents: text };
		})
		.sort((a, b) => Number(b.type === "ESModule") - Number(a.type === "ESModule"));
}
