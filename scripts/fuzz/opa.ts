// OPA itself as a process of its own, built from the pinned module outside the repository: one JSON line in, one out.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const SOURCE = join(import.meta.dirname, "../../test/interop/fuzz");

export type Asked = {
	readonly id: string;
	readonly source: string;
	readonly inputs: readonly string[];
	readonly entrypoints: readonly string[];
};
export type Failure = { readonly code: string; readonly message: string };
/** No value and no error: undefined. */
export type Outcome = { readonly value?: string; readonly error?: Failure };
export type OpaAnswer = { readonly lenient: Outcome; readonly strict: Outcome; readonly errors?: readonly Failure[] };
export type CompiledTogether = {
	readonly rejected: Readonly<Record<string, string>>;
	readonly unplanned: Readonly<Record<string, string>>;
	readonly wasm: Uint8Array<ArrayBuffer> | undefined;
};
export type Timed = { readonly microseconds: number; readonly evaluations: number; readonly result: unknown };

export type Opa = {
	/** Compiles all that compile into one module. */
	readonly compile: (programs: readonly Asked[]) => Promise<CompiledTogether>;
	/** By program: rows of entrypoints, in them the answers to the inputs. `thorough`: without rule index and early exit. */
	readonly evaluate: (programs: readonly Asked[], data: string, thorough?: boolean) => Promise<Record<string, OpaAnswer[][]>>;
	readonly time: (programs: readonly Asked[], data: string, milliseconds: number) => Promise<Timed[]>;
	readonly stop: () => void;
};

export function buildOpa(): string {
	const folder = join(tmpdir(), "edict-fuzz");
	mkdirSync(folder, { recursive: true });
	const file = join(folder, "opa-answers");
	execFileSync("go", ["build", "-trimpath", "-o", file, "."], { cwd: SOURCE, stdio: ["ignore", "inherit", "inherit"] });
	return file;
}

export function startOpa(file: string, environment: NodeJS.ProcessEnv = {}): Opa {
	const child = spawn(file, [], { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, ...environment } });
	const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
	createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.resolve(line));
	child.on("exit", () => {
		for (const { reject } of waiting.splice(0)) reject(new Error("OPA's process ended"));
	});
	const ask = async (op: string, programs: readonly Asked[], rest: Record<string, string> = {}): Promise<unknown> => {
		// Inputs and data are JSON texts already: parsed here they would lose digits.
		const texts = programs.map(
			({ id, source, inputs, entrypoints }) =>
				`{"id":${JSON.stringify(id)},"source":${JSON.stringify(source)},"entrypoints":${JSON.stringify(entrypoints)},"inputs":[${inputs.join(",")}]}`,
		);
		const others = Object.entries(rest).map(([key, text]) => `,"${key}":${text}`);
		const line = await new Promise<string>((resolve, reject) => {
			waiting.push({ resolve, reject });
			child.stdin.write(`{"op":"${op}","programs":[${texts.join(",")}]${others.join("")}}\n`);
		});
		const answer = JSON.parse(line) as { failure?: unknown };
		if (typeof answer.failure === "string") throw new Error(answer.failure);
		return answer;
	};
	return {
		compile: async (programs) => {
			const answer = (await ask("compile", programs)) as Omit<CompiledTogether, "wasm"> & { wasm: string | null };
			return { ...answer, wasm: answer.wasm === null ? undefined : new Uint8Array(Buffer.from(answer.wasm, "base64")) };
		},
		evaluate: async (programs, data, thorough = false) =>
			(await ask("evaluate", programs, { data, thorough: String(thorough) })) as Record<string, OpaAnswer[][]>,
		time: async (programs, data, milliseconds) =>
			(await ask("time", programs, { data, milliseconds: String(milliseconds) })) as Timed[],
		stop: () => child.kill(),
	};
}
