// The real OPA of the pinned Go module, built once into a cache outside of the repository; absent where there is no Go.
import { spawn } from "node:child_process";
import { mkdir, readFile, rename, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

const MODULE = join(import.meta.dirname, "opa");
const PACKAGE = "github.com/open-policy-agent/opa";

/** Path of the program, built when it is not there yet; `undefined`: there is no Go to build it with. */
export async function opaBinary(log: (line: string) => void = () => {}): Promise<string | undefined> {
	const version = await pinnedVersion();
	const folder = process.env.EDICT_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "edict");
	const path = join(folder, `opa-${version}${process.platform === "win32" ? ".exe" : ""}`);
	if (await exists(path)) return path;
	if ((await run("go", ["version"])) !== 0) return undefined;
	log(`building OPA ${version} (once, a minute or two)`);
	await mkdir(folder, { recursive: true });
	// Under a name of its own, then renamed: two builds at once leave one whole program.
	const built = `${path}.${process.pid}`;
	const code = await run("go", ["build", "-trimpath", "-o", built, PACKAGE], MODULE);
	if (code !== 0) throw new Error(`go build ${PACKAGE} failed with ${code}`);
	await rename(built, path);
	return path;
}

/** As go.mod of the module has it. */
export async function pinnedVersion(): Promise<string> {
	const text = await readFile(join(MODULE, "go.mod"), "utf8");
	const version = /github\.com\/open-policy-agent\/opa v(\S+)/.exec(text)?.[1];
	if (version === undefined) throw new Error("go.mod does not name a version of OPA");
	return version;
}

function exists(path: string): Promise<boolean> {
	return stat(path).then(
		(found) => found.size > 0,
		() => false,
	);
}

function run(command: string, args: readonly string[], cwd?: string): Promise<number | undefined> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
		child.on("error", () => resolve(undefined));
		child.on("exit", (code) => resolve(code ?? undefined));
	});
}
