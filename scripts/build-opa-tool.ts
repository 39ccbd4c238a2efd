// Builds rego/tools/opa into dist/, or with --check tells whether dist/ is what the sources give.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const tool = join(import.meta.dirname, "../rego/tools/opa");
const dist = join(tool, "dist");

interface Description {
	opaVersion: string;
	goVersion: string;
	sha256: string;
	size: number;
}

function go(args: string[], extra: NodeJS.ProcessEnv = {}): string {
	// The toolchain is pinned: another Go gives other bytes. Flags of this machine must not count.
	const env = { ...process.env, GOTOOLCHAIN: pinned("toolchain"), GOFLAGS: "", GOWORK: "off", ...extra };
	return execFileSync("go", args, { cwd: tool, env, encoding: "utf8" }).trim();
}

function pinned(name: string): string {
	const version = readFileSync(join(tool, "go.mod"), "utf8").match(new RegExp(`^\\s*(?:require )?${name} (\\S+)`, "m"))?.[1];
	if (version === undefined) throw new Error(`rego/tools/opa/go.mod does not pin ${name}: add it`);
	return version;
}

function build(): { wasm: Buffer; description: Description } {
	const folder = mkdtempSync(join(tmpdir(), "edict-opa-"));
	try {
		const output = join(folder, "opa.wasm");
		go(["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", output, "."], {
			CGO_ENABLED: "0",
			GOOS: "js",
			GOARCH: "wasm",
			GOWASM: "",
			GOEXPERIMENT: "",
		});
		const wasm = readFileSync(output);
		const description = {
			opaVersion: pinned("github.com/open-policy-agent/opa").replace(/^v/, ""),
			goVersion: go(["env", "GOVERSION"]),
			sha256: createHash("sha256").update(wasm).digest("hex"),
			size: wasm.length,
		};
		return { wasm, description };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function write(wasm: Buffer, description: Description): void {
	mkdirSync(dist, { recursive: true });
	const params = {
		[constants.BROTLI_PARAM_QUALITY]: 11,
		[constants.BROTLI_PARAM_LGWIN]: 24,
		[constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
	};
	writeFileSync(join(dist, "opa.wasm.br"), brotliCompressSync(wasm, { params }));
	const goRoot = go(["env", "GOROOT"]);
	copyFileSync(join(goRoot, "lib/wasm/wasm_exec.js"), join(dist, "wasm_exec.js"));
	copyFileSync(join(goRoot, "LICENSE"), join(dist, "LICENSE-go"));
	writeFileSync(join(dist, "opa.json"), `${JSON.stringify(description, null, "\t")}\n`);
}

const { wasm, description } = build();
if (process.argv.includes("--check")) {
	const committed = JSON.parse(readFileSync(join(dist, "opa.json"), "utf8")) as Description;
	if (committed.sha256 !== description.sha256) {
		console.error(
			`rego/tools/opa/dist is out of date: the sources build ${description.sha256}, committed is ${committed.sha256}.\nRun \`node scripts/build-opa-tool.ts\` and commit dist.`,
		);
		process.exit(1);
	}
	console.log(`rego/tools/opa/dist is up to date (${description.sha256})`);
} else {
	write(wasm, description);
	console.log(`rego/tools/opa/dist: OPA ${description.opaVersion}, ${description.goVersion}, sha256 ${description.sha256}`);
}
