// The same modules and cases under workerd, the runtime of Workers: does it give the answers that Node gave?
import { join } from "node:path";
import { build } from "esbuild";
import type { Compiled, Placed } from "./compile.ts";
import type { Answer } from "./judge.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Modules of one Worker: their code is compiled when it starts. */
const MODULES_PER_WORKER = 16;
const COMPATIBILITY_DATE = "2026-10-20";

export type Ran = { readonly compiled: Compiled; readonly placed: Placed; readonly answer: Answer };

/** How many of the answers workerd repeats, and the first that differ. */
export async function compareInWorkerd(ran: readonly Ran[]): Promise<{ same: number; total: number; different: string[] }> {
	const modules = [...new Set(ran.map(({ compiled }) => compiled))];
	const script = await bundle();
	let same = 0;
	const different: string[] = [];
	for (let at = 0; at < modules.length; at += MODULES_PER_WORKER) {
		const loaded = modules.slice(at, at + MODULES_PER_WORKER);
		const list = ran.filter(({ compiled }) => loaded.includes(compiled));
		const answers = await answersOf(script, loaded, list);
		list.forEach((one, index) => {
			if (JSON.stringify(answers[index]) === JSON.stringify(one.answer)) same++;
			else different.push(`${one.placed.case.id}: ${JSON.stringify(answers[index])} instead of ${JSON.stringify(one.answer)}`);
		});
	}
	return { same, total: ran.length, different };
}

async function bundle(): Promise<string> {
	const result = await build({
		entryPoints: [join(import.meta.dirname, "worker.ts")],
		bundle: true,
		format: "esm",
		platform: "neutral",
		mainFields: ["module", "main"],
		conditions: ["workerd", "worker", "browser"],
		external: ["node:*"],
		write: false,
		absWorkingDir: ROOT,
	});
	return result.outputFiles[0]?.text ?? "";
}

async function answersOf(script: string, modules: readonly Compiled[], list: readonly Ran[]): Promise<Answer[]> {
	const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = await import("miniflare");
	const names = modules.map((_, index) => `m${index}`);
	const imports = names.map((name) => `import ${name} from "./${name}.wasm";`);
	const entry = `import { answer } from "./answer.js";\n${imports.join("\n")}\nexport default { fetch: (request) => answer(request, [${names.join(", ")}]) };\n`;
	const miniflare = new Miniflare(
		convertV4MiniflareOptions({
			name: "conformance",
			compatibilityDate: COMPATIBILITY_DATE,
			modulesRoot: "/",
			modules: [
				{ type: "ESModule", path: "/worker.js", contents: entry },
				{ type: "ESModule", path: "/answer.js", contents: script },
				...modules.map(({ wasm }, position) => ({ type: "CompiledWasm" as const, path: `/m${position}.wasm`, contents: wasm })),
			],
			cf: false,
			log: new Log(LogLevel.ERROR),
		}),
	);
	try {
		const body = {
			data: modules.map(({ data }) => data),
			cases: list.map(({ compiled, placed }) => ({
				module: modules.indexOf(compiled),
				entrypoint: placed.entrypoint,
				strict: placed.case.strict,
				...(placed.case.input !== undefined && { input: placed.case.input }),
			})),
		};
		const response = await miniflare.dispatchFetch("http://conformance/", { method: "POST", body: JSON.stringify(body) });
		if (response.status !== 200) throw new Error(await response.text());
		return (await response.json()) as Answer[];
	} finally {
		await miniflare.dispose();
	}
}
