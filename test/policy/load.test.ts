// What an isolate is made of: the host and the families that the version needs, bounds, and nothing to reach out with.
import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { buildLoadedHost } from "../../scripts/local/loaded-host.ts";
import type { ReleaseManifest } from "../../src/contract/bundle.ts";
import { LOADED_CPU_MS } from "../../src/platform/limits.ts";
import { COMPATIBILITY_DATE } from "../../src/platform/version.ts";
import { allFamilies } from "../../src/policy/builtins/registry.ts";
import { createVersionLoader, type HostCode, type Loadable } from "../../src/policy/load.ts";

let host: HostCode;
beforeAll(async () => {
	host = await buildLoadedHost();
});

/** The code that the loader is given for a version that needs these builtins. */
async function codeOf(...builtins: string[]) {
	const given: { id: string | null; code: WorkerLoaderWorkerCode }[] = [];
	const loader = {
		get: (id: string | null, code: () => WorkerLoaderWorkerCode) => {
			given.push({ id, code: code() });
			return { getEntrypoint: () => ({ evaluate: async () => [] }) };
		},
	} as unknown as WorkerLoader;
	const version: Loadable = {
		digest: "sha256:1",
		manifest: { builtins } as unknown as ReleaseManifest,
		wasm: new Uint8Array([1]),
		data: "{}",
	};
	await createVersionLoader(loader, host).open("acme", version).evaluate([]);
	const [first] = given;
	if (first === undefined) throw new Error("the loader was not asked");
	return first;
}

it("an isolate has no network, no bindings, and bounded CPU", async () => {
	const { id, code } = await codeOf();
	expect(id).toBe(`acme sha256:1 wasm ${host.version}`);
	expect(code).toMatchObject({ globalOutbound: null, limits: { cpuMs: LOADED_CPU_MS, subRequests: 1 } });
	expect(code.env).toBeUndefined();
});

it("an isolate behaves as the Worker does: one compatibility date", async () => {
	const { code } = await codeOf();
	expect(code.compatibilityDate).toBe(COMPATIBILITY_DATE);
	expect(readFileSync("wrangler.toml", "utf8")).toContain(`compatibility_date = "${COMPATIBILITY_DATE}"`);
});

it("holds the code of those families alone that the version needs", async () => {
	const size = async (...builtins: string[]) => JSON.stringify((await codeOf(...builtins)).code.modules).length;
	const core = await size("time.now_ns", "semver.compare");
	expect(core).toBeLessThan(100_000);
	expect(await size("yaml.marshal")).toBeGreaterThan(core + 50_000);
	expect(Object.keys((await codeOf("yaml.marshal")).code.modules)).toContain("yaml.js");
	expect(Object.keys((await codeOf("time.now_ns")).code.modules)).not.toContain("yaml.js");
});

it("every module that another imports is there", async () => {
	for (const family of allFamilies()) expect(host.needs[family], family).toContain(`${family}.js`);
	for (const [name, files] of Object.entries(host.needs)) {
		for (const file of files) {
			// A module may be empty: what it imported was left out with what used it.
			expect(Object.keys(host.modules)).toContain(file);
			const text = host.modules[file] ?? "";
			const imported = [...text.matchAll(/(?:from|^import|;import)"\.\/([^"]+\.js)"/g)].map(([, path]) => path);
			expect(files, `${name}: ${file}`).toEqual(expect.arrayContaining(imported));
		}
	}
});

it("the same sources give the same host", async () => {
	expect((await buildLoadedHost()).version).toBe(host.version);
});
