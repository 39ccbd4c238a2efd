// INVARIANT 5: one input, one verdict, bit for bit, whether OPA's own evaluator reads the sources or the host runs the WASM.
// `npm run policy:vectors` writes the verdicts of a policy that is meant to decide otherwise.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Schema, Validator } from "@cfworker/json-schema";
import * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { brief, readFiles, readVectors } from "../../src/cli/policy/vectors.ts";
import { PolicyInput } from "../../src/contract/input.ts";
import { readVerdict } from "../../src/decide/evaluate/verdict.ts";
import { compile } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { ENTRYPOINT, type GuardRelease } from "../../src/policy/bundle.ts";
import { createPolicy } from "../../src/policy/host.ts";
import { evaluateSources } from "./sources.ts";

const vectors = await readVectors(import.meta.dirname);
let release: GuardRelease;
let wasm: Map<string, unknown>;

beforeAll(async () => {
	release = await readReleaseFolder("bundles/baseline");
	const policy = createPolicy(compile(release.wasm), release.data, ENTRYPOINT);
	wasm = new Map(
		vectors.map(({ id, input }) => {
			const result = policy.evaluate(input);
			return [id, result.ok ? result.value : result.error];
		}),
	);
});

describe("the vectors", () => {
	it("have the form that their schema says", async () => {
		const schema = JSON.parse(await readFile(join(import.meta.dirname, "schema.json"), "utf8")) as Schema;
		const validator = new Validator(schema, "2020-12", false);
		for (const [name, file] of await readFiles(import.meta.dirname)) expect({ name, ...validator.validate(file) }).toMatchObject({ valid: true });
	});

	it("have names of their own", () => {
		expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
	});

	it("are inputs by the contract, but for those that are about inputs that are none", () => {
		const invalid = vectors.filter(({ input }) => !v.is(PolicyInput, input)).map(({ id }) => id);
		expect(invalid.filter((id) => !id.startsWith("unreadable/"))).toEqual([]);
		expect(invalid).toHaveLength(vectors.filter(({ id }) => id.startsWith("unreadable/")).length);
	});

	it("make every rule of the release fire", () => {
		const fired = new Set(vectors.flatMap(({ verdict }) => [...verdict.findings, ...verdict.suppressed].map(({ rule }) => rule)));
		const unfired = release.manifest.rules.map(({ id }) => id).filter((id) => !fired.has(id));
		expect(unfired, "npm run policy:check says which case to add").toEqual([]);
	});
});

describe("the WASM", () => {
	it.each(vectors)("decides $id", ({ id, verdict }) => {
		const decided = readVerdict(wasm.get(id));
		expect(decided.ok, "a well-formed verdict").toBe(true);
		expect(decided.ok && brief(decided.value)).toEqual(verdict);
	});
});

describe("OPA's own evaluator, on the sources", () => {
	it("gives the same verdict for every vector, bit for bit", { timeout: 60_000 }, async () => {
		const sources = await evaluateSources(vectors.map(({ id, input }) => [id, input]));
		expect([...sources.keys()].sort()).toEqual([...wasm.keys()].sort());
		const differing = vectors.filter(({ id }) => canonicalJson(sources.get(id)) !== canonicalJson(wasm.get(id)));
		expect(differing.map(({ id }) => ({ id, wasm: wasm.get(id), sources: sources.get(id) }))).toEqual([]);
	});
});
