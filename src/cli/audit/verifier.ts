// The verifier that lies in every pack: one file of JavaScript that needs nothing but Node.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes } from "../../platform/bytes.ts";

/** As it was built beside the command; where the command runs from its sources, made of them now. */
export async function verifierProgram(): Promise<Bytes> {
	const built = await readFile(join(import.meta.dirname, "verify.mjs")).catch(() => undefined);
	return new Uint8Array(built ?? (await bundleVerifier()));
}

/** Bundles the verifier, packages and all. */
export async function bundleVerifier(): Promise<Bytes> {
	const { build } = await import("esbuild");
	const { outputFiles } = await build({
		entryPoints: [join(import.meta.dirname, "verify-main.ts")],
		bundle: true,
		write: false,
		minify: true,
		format: "esm",
		target: "node20",
		platform: "node",
		// Packages of the older kind ask for Node's modules as they did there.
		banner: { js: 'import{createRequire as __r}from"node:module";const require=__r(import.meta.url);' },
		legalComments: "inline",
		logLevel: "silent",
	});
	return new Uint8Array(outputFiles[0]?.contents ?? []);
}
