// A release is read only when every byte is what its manifest says; and the committed one is built as it must be.
import { beforeAll, describe, expect, it } from "vitest";
import { readReleaseFiles } from "../../src/cli/policy/release-folder.ts";
import { readTarball } from "../../src/cli/policy/tar.ts";
import type { ReleaseManifest } from "../../src/contract/bundle.ts";
import { type Bytes, utf8 } from "../../src/platform/bytes.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { digestOf } from "../../src/platform/digest.ts";
import { type ReleaseBytes, type ReleaseFiles, readRelease } from "../../src/policy/bundle.ts";

let files: ReleaseFiles;
beforeAll(async () => {
	files = await readReleaseFiles("bundles/baseline");
});

function changed(bytes: Bytes): Bytes {
	const copy = bytes.slice();
	copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
	return copy;
}

/** A release whose manifest says something else, but is otherwise in order. */
function declaring(change: (manifest: ReleaseManifest) => unknown): ReleaseBytes {
	const manifest = JSON.parse(new TextDecoder().decode(files.manifest)) as ReleaseManifest;
	return { ...files, manifest: utf8(canonicalJson(change(manifest))) };
}

/** A release with another file of one kind, named rightly by its manifest. */
async function carrying(file: "wasm" | "data", bytes: Bytes): Promise<ReleaseBytes> {
	const named = { digest: await digestOf(bytes), bytes: bytes.length };
	const release = declaring((manifest) => ({ ...manifest, renditions: { ...manifest.renditions, [file]: named } }));
	return { ...release, [file]: bytes };
}

describe("reading a release", () => {
	it("gives the version, the module and the data", async () => {
		const read = await readRelease(files);
		if (!read.ok) throw new Error(read.error.reason);
		expect(read.value.digest).toBe(await digestOf(files.manifest));
		expect(read.value.manifest.rules.length).toBeGreaterThan(32);
		expect(read.value.data).toHaveProperty(["guard", "config", "defaults", "privacy.pii_in_output"]);
	});

	it("does without the files that only others need", async () => {
		const { manifest, wasm, data } = files;
		expect((await readRelease({ manifest, wasm, data }, await digestOf(manifest))).ok).toBe(true);
	});

	it("refuses another version than the one asked for", async () => {
		expect(await readRelease(files, `sha256:${"0".repeat(64)}`)).toMatchObject({
			error: { reason: "digest-mismatch", file: "manifest" },
		});
	});

	it("refuses a changed file, whichever it is", async () => {
		for (const file of ["wasm", "data", "agent", "sources"] as const) {
			expect(await readRelease({ ...files, [file]: changed(files[file]) })).toMatchObject({
				error: { reason: "digest-mismatch", file },
			});
		}
	});

	it("refuses a manifest that is none, or not the canonical one", async () => {
		expect(await readRelease({ ...files, manifest: utf8("{") })).toMatchObject({ error: { reason: "manifest-invalid" } });
		expect(await readRelease(declaring(({ opa: _, ...rest }) => rest))).toMatchObject({ error: { reason: "manifest-invalid" } });
		const spaced = utf8(`${new TextDecoder().decode(files.manifest)}\n`);
		expect(await readRelease({ ...files, manifest: spaced })).toMatchObject({ error: { reason: "manifest-not-canonical" } });
	});

	it("refuses an input contract or an entrypoint that this host does not know", async () => {
		expect(await readRelease(declaring((manifest) => ({ ...manifest, input: "2" })))).toMatchObject({
			error: { reason: "input-unsupported", found: "2" },
		});
		expect(await readRelease(declaring((manifest) => ({ ...manifest, entrypoints: ["guard/other"] })))).toMatchObject({
			error: { reason: "entrypoint-unknown", found: "guard/other" },
		});
	});

	it("refuses files of the right digest and the wrong kind", async () => {
		expect(await readRelease(await carrying("wasm", utf8("text")))).toMatchObject({ error: { reason: "wasm-invalid" } });
		expect(await readRelease(await carrying("data", utf8("[]")))).toMatchObject({ error: { reason: "data-invalid" } });
		expect(await readRelease(await carrying("data", utf8('{"guard":{"config":{"defaults":{}}}}')))).toMatchObject({
			error: { reason: "digest-mismatch", file: "defaults" },
		});
	});
});

describe("the committed release", () => {
	it("carries for OPA agents the same sources, uncompiled, and no test", () => {
		const agent = [...readTarball(files.agent).keys()];
		const { files: sources } = JSON.parse(new TextDecoder().decode(files.sources)) as { files: { path: string }[] };
		const rego = sources.map(({ path }) => path).filter((path) => path.endsWith(".rego"));
		expect(
			agent
				.filter((path) => path.endsWith(".rego"))
				.map((path) => path.replace(/^bundle\//, ""))
				.sort(),
		).toEqual(rego);
		expect(agent.some((path) => path.endsWith("_test.rego") || path.endsWith(".wasm"))).toBe(false);
		expect(agent).toContain("data.json");
	});

	it("names the sources of every rule", () => {
		const { files: sources } = JSON.parse(new TextDecoder().decode(files.sources)) as { files: { path: string }[] };
		const paths = new Set(sources.map(({ path }) => path));
		const { rules } = JSON.parse(new TextDecoder().decode(files.manifest)) as ReleaseManifest;
		expect(rules.filter(({ source }) => !paths.has(source))).toEqual([]);
	});
});
