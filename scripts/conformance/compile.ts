// Compiles test cases to WASM with this project's own OPA: many cases in one module, each under a prefix of its own, and a
// case that does not compile in company, or does not answer as expected there, in a module of its own.
import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { runOpa } from "../../src/cli/opa.ts";
import { printValue, type Value } from "../../src/policy/value.ts";
import type { Case } from "./cases.ts";
import { renameModule } from "./rename.ts";

/** A case in a compiled module: `direct` entrypoints give the document asked for, others a set of rows of bindings. */
export type Placed = { readonly case: Case; readonly entrypoint: string; readonly direct: boolean };

export type Compiled = {
	readonly wasm: Uint8Array<ArrayBuffer>;
	/** Value text. */
	readonly data: string;
	readonly placed: readonly Placed[];
};

type Source = { readonly files: ReadonlyMap<string, string>; readonly placed: readonly Placed[]; readonly data: string };

const DIRECT = /^data((?:\.[A-Za-z_][A-Za-z0-9_]*)+) = [a-z]$/;
const CACHE = join(tmpdir(), "edict-conformance");

/** `direct: false` puts even a plain query into a rule of its own, which compiles where an entrypoint is no rule. */
export function together(cases: readonly Case[], direct = true): Source {
	const files = new Map<string, string>();
	const placed: Placed[] = [];
	const data = new Map<Value, Value>();
	for (const one of cases) {
		one.modules.forEach((module, index) => {
			files.set(`${one.id}_${index}.rego`, renameModule(module, one.id));
		});
		const path = direct ? DIRECT.exec(one.query)?.[1] : undefined;
		if (path !== undefined) {
			placed.push({ case: one, entrypoint: `${one.id}${path.replaceAll(".", "/")}`, direct: true });
		} else {
			files.set(`${one.id}_query.rego`, asRule(one, renameModule(one.query, one.id)));
			placed.push({ case: one, entrypoint: `asked/${one.id}`, direct: false });
		}
		if (one.data !== undefined) data.set(one.id, one.data);
	}
	return { files, placed, data: printValue(data) };
}

/** The case as it is, under no prefix. */
export function alone(one: Case, direct = true): Source {
	const files = new Map(one.modules.map((module, index) => [`${one.id}_${index}.rego`, module]));
	const path = direct ? DIRECT.exec(one.query)?.[1] : undefined;
	if (path === undefined) files.set(`${one.id}_query.rego`, asRule(one, one.query));
	const entrypoint = path?.slice(1).replaceAll(".", "/") ?? `asked/${one.id}`;
	return {
		files,
		placed: [{ case: one, entrypoint, direct: path !== undefined }],
		data: one.data === undefined ? "{}" : printValue(one.data),
	};
}

/** A query as a rule that gives a set of its bindings. */
function asRule(one: Case, query: string): string {
	const names = [...(one.rows?.[0]?.keys() ?? [])].map(String).sort();
	const row = names.map((name) => `${JSON.stringify(name)}: ${name}`).join(", ");
	return `package asked\n\n${one.id} contains {${row}} if {\n\t${query}\n}\n`;
}

/** `undefined` when OPA does not compile it. */
export async function compile(source: Source): Promise<Compiled | undefined> {
	const key = createHash("sha256").update(JSON.stringify([...source.files, source.placed.map((placed) => placed.entrypoint)]));
	const file = join(CACHE, `${key.digest("hex")}.wasm`);
	const wasm = (await readCached(file)) ?? (await build(source, file));
	return wasm === undefined || wasm.length === 0 ? undefined : { wasm, data: source.data, placed: source.placed };
}

async function readCached(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
	return access(file).then(
		async () => new Uint8Array(await readFile(file)),
		() => undefined,
	);
}

/** The debug rendition of what compiles. */
export async function compileDebug(source: Source): Promise<Uint8Array> {
	const folder = await mkdtemp(join(tmpdir(), "edict-conformance-"));
	try {
		for (const [name, text] of source.files) await writeFile(join(folder, name), text);
		const entrypoints = source.placed.flatMap(({ entrypoint }) => ["-e", entrypoint]);
		const { code, stderr } = await runOpa(["debug", ...entrypoints, "-o", "debug.wasm", "."], { cwd: folder });
		if (code !== 0) throw new Error(stderr);
		return await readFile(join(folder, "debug.wasm"));
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** A failure is kept, too, as an empty file. */
async function build(source: Source, file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
	await mkdir(CACHE, { recursive: true });
	const folder = await mkdtemp(join(CACHE, "build-"));
	try {
		await mkdir(join(folder, "src"));
		for (const [name, text] of source.files) await writeFile(join(folder, "src", name), text);
		const entrypoints = source.placed.flatMap(({ entrypoint }) => ["-e", entrypoint]);
		const output = join(folder, "bundle.tar.gz");
		const result = await runOpa(["build", "-t", "wasm", ...entrypoints, "-o", output, join(folder, "src")]);
		if (process.env.EDICT_VERBOSE !== undefined && result.code !== 0) console.error(result.stderr);
		const wasm = result.code === 0 ? wasmOf(await promisify(gunzip)(await readFile(output))) : new Uint8Array(0);
		await writeFile(join(folder, "policy.wasm"), wasm);
		await rename(join(folder, "policy.wasm"), file);
		return wasm;
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** The policy of a bundle: blocks of 512 bytes, name first, size in octal at 124. */
export function wasmOf(tar: Uint8Array): Uint8Array<ArrayBuffer> {
	const text = (from: number, length: number) =>
		new TextDecoder().decode(tar.subarray(from, from + length)).replace(/\0.*$/s, "");
	for (let at = 0; at + 512 <= tar.length; ) {
		const size = Number.parseInt(text(at + 124, 12), 8) || 0;
		if (text(at, 100).replace(/^\//, "") === "policy.wasm") return new Uint8Array(tar.slice(at + 512, at + 512 + size));
		at += 512 + Math.ceil(size / 512) * 512;
	}
	throw new Error("the bundle holds no policy.wasm");
}
