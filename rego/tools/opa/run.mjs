// Runs the program in dist/ with this process's arguments, files and streams: `node run.mjs check policies`.
// Plain JavaScript, so that every Node from 20 on runs it as it is.
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { brotliDecompressSync } from "node:zlib";

const dist = fileURLToPath(new URL("dist", import.meta.url));

/** The uncompressed program: from the cache when its digest is right, else from the archive. */
function program() {
	const { sha256 } = JSON.parse(fs.readFileSync(path.join(dist, "opa.json"), "utf8"));
	const isRight = (bytes) => createHash("sha256").update(bytes).digest("hex") === sha256;
	const cached = path.join(os.tmpdir(), `edict-opa-${sha256}.wasm`);
	try {
		const bytes = fs.readFileSync(cached);
		if (isRight(bytes)) return bytes;
	} catch {
		// Not cached yet.
	}
	const bytes = brotliDecompressSync(fs.readFileSync(path.join(dist, "opa.wasm.br")));
	if (!isRight(bytes)) throw new Error("dist/opa.wasm.br is not what dist/opa.json describes: run `node scripts/build-opa-tool.ts`");
	try {
		// Written aside and renamed, so that a run beside this one never reads half a file; never through somebody's link.
		const partial = `${cached}.${process.pid}`;
		fs.writeFileSync(partial, bytes, { flag: "wx" });
		fs.renameSync(partial, cached);
	} catch {
		// A cache that cannot be written costs time only.
	}
	return bytes;
}

// V8's optimizing compiler spends more on a program of this size than one run of it can gain.
setFlagsFromString("--no-wasm-tier-up");
setFlagsFromString("--no-wasm-dynamic-tiering");
// Nor may it work on another thread: one that waits there for a collection when the process ends, and the process waits for it
// (seen in Node 24), both wait for ever.
setFlagsFromString("--no-maglev");
setFlagsFromString("--no-concurrent-recompilation");

// Go's glue reads these globals while it loads.
globalThis.fs = fs;
globalThis.path = path;
await import("./dist/wasm_exec.js");

const go = new globalThis.Go();
go.argv = ["opa", ...process.argv.slice(2)];
// Go's js port has 12 KB for arguments and environment together, so only what concerns OPA goes in.
go.env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("OPA_")));
go.exit = process.exit;

const { instance } = await WebAssembly.instantiate(program(), go.importObject);
await go.run(instance);
