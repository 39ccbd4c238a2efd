// Builds the SDK for those who install it: one ES module without dependencies, and its types.
import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "..");

/** Writes `client.js` into a folder. */
export async function bundleSdk(outdir: string): Promise<void> {
	await build({
		entryPoints: [join(ROOT, "src/sdk/client.ts")],
		outfile: join(outdir, "client.js"),
		bundle: true,
		format: "esm",
		target: "es2022",
		platform: "neutral",
		logLevel: "silent",
	});
}

/** Writes the declarations beside it: those of the SDK and of the contract that they name. */
export async function declareSdk(outdir: string): Promise<void> {
	const config = join(outdir, "tsconfig.json");
	await mkdir(dirname(config), { recursive: true });
	await writeFile(
		config,
		JSON.stringify({
			extends: join(ROOT, "tsconfig.json"),
			compilerOptions: {
				noEmit: false,
				declaration: true,
				emitDeclarationOnly: true,
				rootDir: join(ROOT, "src"),
				outDir: join(outdir, "types"),
				// The types of the web alone: the SDK must need neither Node nor Workers.
				lib: ["ES2024", "DOM", "DOM.Iterable"],
				types: [],
			},
			include: [],
			files: [join(ROOT, "src/sdk/client.ts")],
		}),
	);
	const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
	const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", config], { encoding: "utf8" });
	await rm(config);
	if (status !== 0) throw new Error(`the declarations do not compile:\n${stdout}`);
	await nameBuiltFiles(join(outdir, "types"));
	await writeFile(join(outdir, "client.d.ts"), 'export * from "./types/sdk/client.js";\n');
}

/** The compiler keeps the `.ts` of the sources in declarations; what is installed is named `.js`. */
async function nameBuiltFiles(folder: string): Promise<void> {
	for (const file of await readdir(folder, { recursive: true })) {
		if (!file.endsWith(".d.ts")) continue;
		const path = join(folder, file);
		await writeFile(path, (await readFile(path, "utf8")).replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	const outdir = join(ROOT, "dist/sdk");
	await rm(outdir, { recursive: true, force: true });
	await bundleSdk(outdir);
	await declareSdk(outdir);
	console.log("dist/sdk: client.js, client.d.ts");
}
