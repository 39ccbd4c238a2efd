// Builds and runs the Go program that checks logs, and checks with our own verifier a log that Tessera made.
import { spawn } from "node:child_process";
import { mkdir, readFile, rename } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { openCheckpoint } from "../../../src/platform/tlog/checkpoint.ts";
import { hashLeaf, verifyConsistency, verifyInclusion } from "../../../src/platform/tlog/merkle.ts";
import { parseVkey } from "../../../src/platform/tlog/note.ts";
import { proveConsistency, proveInclusion, proveRoot, type ReadTile, remember } from "../../../src/platform/tlog/prove.ts";
import { decodeBundle, ENTRIES, newTiles, tilePath } from "../../../src/platform/tlog/tiles.ts";

/** What is not checked where there is no Go. */
export const NOT_RUN =
	"Go is not installed. Not run: x/mod note and tlog, transparency-dev/merkle, Tessera's client and fsck over our log; our verifier over Tessera's.";

export type Ran = { readonly code: number; readonly output: string };
export type LogProgram = (args: readonly string[], onLine?: (line: string) => void) => Promise<Ran>;

/** The program, built into a cache outside of the repository; `undefined`: there is no Go. Throws when it does not build. */
export async function logProgram(): Promise<LogProgram | undefined> {
	if ((await run("go", ["version"])).code !== 0) return undefined;
	const folder = process.env.EDICT_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "edict");
	await mkdir(folder, { recursive: true });
	const path = join(folder, `log-interop${process.platform === "win32" ? ".exe" : ""}`);
	const built = `${path}.${process.pid}`;
	const build = await run("go", ["build", "-trimpath", "-o", built, "."], { cwd: import.meta.dirname });
	if (build.code !== 0) throw new Error(`go build failed:\n${build.output}`);
	await rename(built, path);
	return (args, onLine) => run(path, args, { onLine });
}

/** Runs one file of Go with the module's dependencies. */
export function goRun(args: readonly string[]): Promise<Ran> {
	return run("go", ["run", ...args], { cwd: import.meta.dirname });
}

type RunOptions = { readonly cwd?: string; readonly onLine?: ((line: string) => void) | undefined };

function run(command: string, args: readonly string[], { cwd, onLine }: RunOptions = {}): Promise<Ran> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		const take = (chunk: Buffer) => {
			output += chunk.toString();
			for (const line of chunk.toString().split("\n")) if (line !== "") onLine?.(line);
		};
		child.stdout.on("data", take);
		child.stderr.on("data", take);
		child.on("error", () => resolve({ code: 127, output }));
		child.on("close", (code) => resolve({ code: code ?? 1, output }));
	});
}

/** Changes a file of a log on its way to the verifier. */
export type Change = (path: string, bytes: Uint8Array) => Uint8Array;

/** Checks every entry of a log in a folder with our verifier; what does not hold, or nothing. */
export async function verifyFolder(folder: string, change: Change = (_, bytes) => bytes): Promise<string | undefined> {
	const load = async (path: string) => change(path, new Uint8Array(await readFile(join(folder, path))));
	const key = await parseVkey((await readFile(join(folder, "vkey"), "utf8")).trim());
	if (!key.ok) return key.error;
	const opened = await openCheckpoint(new TextDecoder().decode(await load("checkpoint")), key.value);
	if (!opened.ok) return opened.error;
	const { size, root } = opened.value;
	const read: ReadTile = remember((tile) => load(tilePath(tile)).catch(() => undefined));
	const computed = await proveRoot(read, size);
	if (!computed.ok || Buffer.compare(computed.value, root) !== 0) return "root";
	let index = 0;
	for (const tile of newTiles(0, size).filter(({ level }) => level === ENTRIES)) {
		const bundle = decodeBundle(await load(tilePath(tile)));
		if (!bundle.ok || bundle.value.length !== tile.width) return "bundle";
		for (const entry of bundle.value) {
			const proof = await proveInclusion(read, index, size);
			if (!proof.ok || !verifyInclusion(index, size, hashLeaf(entry), proof.value, root)) return `entry ${index}`;
			index++;
		}
	}
	for (const from of [1, 2, 255, 256, 257, size - 1].filter((one) => one > 0 && one <= size)) {
		const [old, proof] = [await proveRoot(read, from, size), await proveConsistency(read, from, size)];
		if (!old.ok || !proof.ok || !verifyConsistency(from, size, old.value, root, proof.value)) return `size ${from}`;
	}
	return index === size ? undefined : "size";
}

/** Flips the last byte of one file. */
export function flip(path: string): Change {
	return (at, bytes) => (at === path ? bytes.map((byte, n) => (n === bytes.length - 1 ? byte ^ 1 : byte)) : bytes);
}
