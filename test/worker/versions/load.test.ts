// A version in an isolate of its own: the same answers as in this one, no way out, and every failure a value.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { LOADED_HOST } from "../../../src/loaded-host.ts";
import type { Bytes } from "../../../src/platform/bytes.ts";
import { createVersionLoader, type Loadable, type VersionLoader } from "../../../src/policy/load.ts";
import type { Evaluation } from "../../../src/policy/version.ts";
import { compile, versionOf } from "./fixture.ts";

const REGO = `package test

echo := input

kept := data.kept

sets := {"set": {3, 1, 2}, "empty": set(), {"key": [1]}: 12345678901234567890}

conflict := x if some x in input.values

wrong := semver.compare("one", "1.0.0")

matched := regex.replace(input.name, "a+", "<$0>")

clock := [time.now_ns(), opa.runtime().region, rand.intn("a", 1000)]

long := count([1 | some x in numbers.range(1, input.n); some y in numbers.range(1, input.n); x == y])
`;
const NAMES = ["echo", "kept", "sets", "conflict", "wrong", "matched", "clock", "long"];
const BUILTINS = ["opa.runtime", "rand.intn", "regex.replace", "semver.compare", "time.now_ns"];

let wasm: Bytes;
let version: Loadable;
let loader: VersionLoader;
beforeAll(async () => {
	wasm = await compile(
		REGO,
		NAMES.map((name) => `test/${name}`),
	);
	version = await versionOf(wasm, '{"kept": [1.0, 1e2]}', BUILTINS);
	loader = createVersionLoader(env.LOADER, LOADED_HOST);
});

const ask = (name: string, input: string | undefined = "{}", more: Partial<Evaluation> = {}): Evaluation => ({
	entrypoint: `test/${name}`,
	input,
	mode: "strict",
	format: "value",
	...more,
});

describe("a loaded version", () => {
	it("tells what it holds", async () => {
		expect(await loader.describe("acme", version)).toEqual({
			ok: true,
			value: { entrypoints: expect.arrayContaining(NAMES.map((name) => `test/${name}`)), builtins: BUILTINS, trial: "answered" },
		});
	});

	it("answers in the order asked, with sets, big numbers and literals whole", async () => {
		const input = '{"a": 12345678901234567890, "b": 1.50}';
		const asked = [ask("sets"), ask("echo", input), ask("kept"), ask("kept", undefined, { format: "json" }), ask("other")];
		expect(await loader.open("acme", version).evaluate(asked)).toEqual([
			{ ok: true, value: '{{"result": {"empty": set(), {"key": [1]}: 12345678901234567890, "set": {1, 2, 3}}}}' },
			{ ok: true, value: '{{"result": {"b": 1.50, "a": 12345678901234567890}}}' },
			{ ok: true, value: '{{"result": [1.0, 1e2]}}' },
			{ ok: true, value: '[{"result":[1.0,1e2]}]' },
			{ ok: false, error: { reason: "entrypoint-unknown" } },
		]);
	});

	it("takes builtins of a family that is loaded for it, and the declared clock, seed and facts", async () => {
		const context = { timeNs: 1_700_000_000_000_000_001n, seed: "s", runtime: new Map([["region", "eu"]]) };
		const [matched, first] = await loader
			.open("acme", version)
			.evaluate([ask("matched", '{"name": "baab"}'), ask("clock", "{}", { context })]);
		const [again] = await loader.open("acme", version).evaluate([ask("clock", "{}", { context })]);
		expect(matched).toEqual({ ok: true, value: '{{"result": "b<aa>b"}}' });
		expect(first?.ok && first.value).toMatch(/^\{\{"result": \[1700000000000000001, "eu", \d+\]\}\}$/);
		expect(again).toEqual(first);
	});

	it("treats errors as asked, and a conflict leaks nothing into what follows", async () => {
		const values = '{"values": [1, 2]}';
		const asked = [ask("wrong"), ask("wrong", "{}", { mode: "lenient" }), ask("conflict", values), ask("echo", '{"n": 1}')];
		expect(await loader.open("acme", version).evaluate(asked)).toEqual([
			{ ok: false, error: expect.objectContaining({ reason: "builtin", builtin: "semver.compare" }) },
			{ ok: true, value: "set()" },
			{ ok: false, error: { reason: "conflict", message: "var assignment conflict" } },
			{ ok: true, value: '{{"result": {"n": 1}}}' },
		]);
	});
});

describe("a version that cannot serve", () => {
	it("is corrupt when its module does not compile", async () => {
		const cut = await versionOf(wasm.slice(0, 5_000), "{}");
		expect(await loader.describe("acme", cut)).toEqual({ ok: false, error: { reason: "corrupt", missing: [] } });
		expect(await loader.open("acme", cut).evaluate([ask("echo")])).toEqual([{ ok: false, error: { reason: "lost" } }]);
	});

	it("is corrupt when its module is no policy, or its data no value", async () => {
		const empty = await versionOf(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), "{}");
		expect(await loader.describe("acme", empty)).toMatchObject({ ok: false, error: { reason: "corrupt" } });
		const noData = await versionOf(wasm, "{", BUILTINS);
		expect(await loader.describe("acme", noData)).toMatchObject({ ok: false, error: { reason: "corrupt" } });
	});

	it("is unsupported when it needs a builtin that the host lacks, and says which", async () => {
		const names = ["test/found"];
		const needy = await versionOf(await compile('package test\nfound := net.lookup_ip_addr("example.com")', names), "{}", [
			"net.lookup_ip_addr",
		]);
		expect(await loader.describe("acme", needy)).toEqual({
			ok: false,
			error: { reason: "unsupported", missing: ["net.lookup_ip_addr"] },
		});
	});

	it("is unsupported when it needs a builtin that its manifest does not name", async () => {
		const silent = await versionOf(wasm, "{}", []);
		expect(await loader.describe("acme", silent)).toEqual({
			ok: false,
			error: { reason: "unsupported", missing: ["rand.intn", "regex.replace"] },
		});
	});
});

describe("the isolate", () => {
	/** What a host would see that tried: the program of the isolate with another text in it. */
	const prober = (text: string, kind: string) =>
		createVersionLoader(env.LOADER, {
			version: `probe-${kind}`,
			modules: {
				"host.js": `import { WorkerEntrypoint } from "cloudflare:workers";
					export class Host extends WorkerEntrypoint { async evaluate() { return [{ ok: true, value: await (${text})(this.env) }]; } }`,
			},
			needs: { host: ["host.js"] },
		});

	it("reaches no network and holds no binding", async () => {
		const fetching = prober(
			`async () => { try { await fetch("https://example.com"); return "out"; } catch { return "no"; } }`,
			"fetch",
		);
		expect(await fetching.open("acme", version).evaluate([])).toEqual([{ ok: true, value: "no" }]);
		const connecting = prober(
			`async () => { try { const { connect } = await import("cloudflare:sockets"); await connect("192.0.2.1:80").opened; return "out"; } catch { return "no"; } }`,
			"connect",
		);
		expect(await connecting.open("acme", version).evaluate([])).toEqual([{ ok: true, value: "no" }]);
		expect(await prober("(env) => JSON.stringify(env)", "env").open("acme", version).evaluate([])).toEqual([
			{ ok: true, value: "{}" },
		]);
	});

	it("is another for another tenant, version, rendition and host", async () => {
		const marks = prober("() => (globalThis.mark ??= crypto.randomUUID())", "mark");
		const other = prober("() => (globalThis.mark ??= crypto.randomUUID())", "mark-2");
		const mark = async (from: VersionLoader, tenant = "acme", loadable = version, rendition?: "debug") => {
			const [answer] = await from.open(tenant, loadable, rendition).evaluate([]);
			return answer?.ok ? answer.value : "none";
		};
		const first = await mark(marks);
		expect(await mark(marks)).toBe(first);
		const others = [
			await mark(marks, "other"),
			await mark(marks, "acme", { ...version, digest: `sha256:${"1".repeat(64)}` }),
			await mark(marks, "acme", version, "debug"),
			await mark(other),
		];
		expect(new Set([first, ...others]).size).toBe(5);
	});

	it("that breaks gives a value, and the next call starts anew", async () => {
		const breaking = prober(
			`() => { if (globalThis.begun) return "again"; globalThis.begun = true; throw new Error("broken"); }`,
			"break",
		);
		expect(await breaking.open("acme", version).evaluate([ask("echo")])).toEqual([{ ok: false, error: { reason: "lost" } }]);
		expect(await breaking.open("acme", version).evaluate([ask("echo")])).toMatchObject([{ ok: true }]);
	});
});
