// Bounds of the data plane and of what it is built from, each hit; and that no bound of the service goes untested.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { RecordMessage } from "../../src/contract/record.ts";
import { DecideRequest, type DecideRequestBody } from "../../src/contract/request.ts";
import { createCallerCache } from "../../src/control/caller-cache.ts";
import { createContextCache } from "../../src/control/context-cache.ts";
import type { Detector } from "../../src/decide/detect/detector.ts";
import { detect } from "../../src/decide/detect/run.ts";
import type { Segment } from "../../src/decide/normalise/segment.ts";
import { checkRequest } from "../../src/decide/request-rules.ts";
import { compile, createLocalGuard, type LocalGuard } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";
import { chunks } from "../../src/ledger/chunk.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { type Caller, newKey } from "../../src/platform/credential.ts";
import {
	DEFAULT_RATE_PER_MINUTE,
	MAX_ARGUMENT_DEPTH,
	MAX_ARGUMENT_FACTS,
	MAX_CACHED_CONTEXTS,
	MAX_CACHED_CREDENTIALS,
	MAX_CACHED_REFUSALS,
	MAX_HITS_PER_SCAN,
	MAX_MERGE_DELAY_S,
	MAX_POLICY_INPUT_BYTES,
	MAX_POLICY_PAGES,
	MAX_RATE_BUCKETS,
	MAX_RECORD_BYTES,
	MAX_SEGMENTS,
	MAX_SIGNALS,
	MAX_STATEMENT_JSON_BYTES,
	MAX_STORED_RECORD_BYTES,
	MAX_TEXT_CHARS,
	NORMALISE_COST,
	RECYCLE_POLICY_PAGES,
	TENANT_RATE_PER_MINUTE,
} from "../../src/platform/limits.ts";
import { createRateLimiter } from "../../src/platform/rate-limit.ts";
import { err, ok } from "../../src/platform/result.ts";
import { createPolicy } from "../../src/policy/host.ts";
import { policyInput, signal } from "../rego/policy-input.ts";

let guard: LocalGuard;
let release: Awaited<ReturnType<typeof readReleaseFolder>>;
beforeAll(async () => {
	release = await readReleaseFolder("bundles/baseline");
	guard = await createLocalGuard(release);
});

const parse = (body: DecideRequestBody) => v.parse(DecideRequest, body);
const texts = (...all: string[]) =>
	parse({ stage: "input", app: "app", content: all.map((text) => ({ role: "user", text })) } as DecideRequestBody);

describe("a request", () => {
	it("has at most so many characters of text", () => {
		expect(checkRequest(texts("a".repeat(MAX_TEXT_CHARS - 1), "b")).ok).toBe(true);
		expect(checkRequest(texts("a".repeat(MAX_TEXT_CHARS), "b"))).toMatchObject({ ok: false, error: { code: "invalid-request" } });
	});

	it("has at most so many texts", () => {
		const parts = (count: number) => ({
			role: "user" as const,
			parts: Array.from({ length: count }, () => ({ type: "text" as const, text: "a" })),
		});
		const messages = Array.from({ length: MAX_SEGMENTS / 64 }, () => parts(64));
		const ask = (content: unknown[]) => checkRequest(parse({ stage: "input", app: "app", content } as DecideRequestBody));
		expect(ask(messages).ok).toBe(true);
		expect(ask([...messages, parts(1)])).toMatchObject({ ok: false, error: { code: "invalid-request" } });
	});
});

describe("a tool call", () => {
	const call = (args: Record<string, unknown>) =>
		guard.decide({ stage: "tool_call", app: "app", tool: { name: "t", arguments: args } });
	const nested = (depth: number): Record<string, unknown> => (depth === 1 ? { a: 1 } : { a: nested(depth - 1) });
	const incomplete = async (args: Record<string, unknown>) => {
		const decided = await call(args);
		if (!decided.ok) throw new Error(decided.error.code);
		expect(decided.value.decision).toBe("refuse");
		return decided.value.reasons.some(({ rule }) => rule === "integrity.detection_incomplete");
	};

	it("is described to so many facts, and refused beyond", async () => {
		const flags = (count: number) => ({ list: Array.from({ length: count - 1 }, () => true) });
		expect(await incomplete(flags(MAX_ARGUMENT_FACTS))).toBe(false);
		expect(await incomplete(flags(MAX_ARGUMENT_FACTS + 1))).toBe(true);
	});

	it("is described to so great a depth, and refused beyond", async () => {
		expect(await incomplete(nested(MAX_ARGUMENT_DEPTH))).toBe(false);
		expect(await incomplete(nested(MAX_ARGUMENT_DEPTH + 1))).toBe(true);
	});
});

describe("detection", () => {
	const segment = (text: string, at = 0): Segment => {
		const pointer = `/content/${at}/text`;
		return { pointer, target: pointer, kind: "message", role: "user", trust: "internal", text };
	};
	const context = { stage: "output" as const, hosts: [] };
	const finding = (hits: number, scores = (at: number) => at % 1000): Detector => ({
		...{ name: "many", version: "1", types: ["pii.email"], reads: "original", cost: 1 },
		scan: (text) =>
			Array.from({ length: Math.min(hits, text.length) }, (_, at) => {
				return { type: "pii.email" as const, start: at, end: at + 1, score: scores(at), evidence: "format" as const };
			}),
	});
	const plain = "the quick brown fox ".repeat(40);

	it("takes so many hits of one detector for one view, and says when there were more", () => {
		const types = (hits: number) => detect([segment(plain)], context, [finding(hits)]).signals.map(({ type }) => type);
		expect(types(MAX_HITS_PER_SCAN)).toEqual(Array.from({ length: MAX_HITS_PER_SCAN }, () => "pii.email"));
		expect(types(MAX_HITS_PER_SCAN + 1)).toHaveLength(MAX_HITS_PER_SCAN + 1);
		expect(types(MAX_HITS_PER_SCAN + 1).at(-1)).toBe("limit.signals_truncated");
	});

	it("keeps the strongest so many signals, in order, and says that there were more", () => {
		const segments = [0, 1, 2].map((at) => segment(plain, at));
		const { signals, work } = detect(segments, context, [finding(MAX_HITS_PER_SCAN, (at) => (at % 2) * 500)]);
		expect(work.signals).toBe(3 * MAX_HITS_PER_SCAN);
		expect(signals).toHaveLength(MAX_SIGNALS);
		expect(signals.at(-1)).toMatchObject({ type: "limit.signals_truncated", target: "", score: 1000 });
		expect(signals.filter(({ score }) => score === 500)).toHaveLength((3 * MAX_HITS_PER_SCAN) / 2);
		const places = signals.slice(0, -1).map(({ target, span }) => `${target} ${String(span?.start).padStart(4, "0")}`);
		expect(places).toEqual([...places].sort());
		expect(detect(segments.slice(0, 2), context, [finding(MAX_HITS_PER_SCAN)]).signals).toHaveLength(MAX_SIGNALS);
	});

	it("spends so much on reading a character, and stops when that is more than it has", () => {
		const exhausted = (budget: number) =>
			detect([segment(plain)], context, [], budget).signals.some(({ type }) => type === "limit.work_exhausted");
		expect(exhausted(plain.length * NORMALISE_COST)).toBe(false);
		expect(exhausted(plain.length * NORMALISE_COST - 1)).toBe(true);
	});
});

describe("the policy's host", () => {
	const entrypoint = "guard/decision/decision";
	const host = () => createPolicy(compile(release.wasm), release.data, entrypoint);
	const heavy = () => {
		const one = JSON.stringify(signal("text.encoded")).length + 1;
		const count = Math.floor((MAX_POLICY_INPUT_BYTES - 2_000) / one);
		return policyInput({ signals: Array.from({ length: count }, () => signal("text.encoded")) });
	};

	it("takes an input of so many bytes and none that is larger", () => {
		const padded = (bytes: number) => {
			const empty = { ...policyInput(), padding: "" };
			return { ...empty, padding: "x".repeat(bytes - JSON.stringify(empty).length) };
		};
		expect(host().evaluate(padded(MAX_POLICY_INPUT_BYTES))).toMatchObject({ ok: true, value: { action: "allow" } });
		expect(host().evaluate(padded(MAX_POLICY_INPUT_BYTES + 1))).toEqual(err("input-too-large"));
	});

	it("replaces an instance that has grown, which changes no verdict", () => {
		const memories: { pages: () => number; maximum: number | undefined }[] = [];
		class CountedMemory extends WebAssembly.Memory {
			constructor(descriptor: WebAssembly.MemoryDescriptor) {
				super(descriptor);
				memories.push({ pages: () => this.buffer.byteLength / 65_536, maximum: descriptor.maximum });
			}
		}
		const names = Object.getOwnPropertyNames(WebAssembly);
		const rest = Object.fromEntries(names.map((name) => [name, Reflect.get(WebAssembly, name) as unknown]));
		vi.stubGlobal("WebAssembly", { ...rest, Memory: CountedMemory });
		try {
			const policy = host();
			const first = policy.evaluate(policyInput());
			expect(first.ok).toBe(true);
			expect(memories.map(({ maximum }) => maximum)).toEqual([MAX_POLICY_PAGES]);
			const large = policy.evaluate(heavy());
			expect(large.ok || large.error).toBe(true);
			expect(memories[0]?.pages()).toBeGreaterThan(RECYCLE_POLICY_PAGES);
			expect(policy.evaluate(policyInput())).toEqual(first);
			expect(memories).toHaveLength(2);
		} finally {
			vi.unstubAllGlobals();
		}
	});
});

describe("a record", () => {
	const many = Array.from({ length: 200 }, (_, at) => `person${at}@example.com`).join(" ");

	it("of the most signals there may be is small enough to be stored, and too large for a queue", async () => {
		const content = Array.from({ length: 4 }, () => ({ role: "assistant" as const, text: many }));
		await guard.decide({ stage: "output", app: "app", content });
		const message = guard.records.at(-1) as RecordMessage;
		expect(message.record.input?.signals).toHaveLength(MAX_SIGNALS);
		const bytes = canonicalJson(message.record).length;
		expect(bytes).toBeGreaterThan(MAX_RECORD_BYTES);
		expect(bytes).toBeLessThan(MAX_STORED_RECORD_BYTES);
	});

	it("is promised to be in the log within so many seconds", async () => {
		const decided = await guard.decide({ stage: "input", app: "app", content: [{ role: "user", text: "Hello" }] });
		const claims = JSON.parse(atob((decided.ok ? (decided.value.receipt ?? "") : "").split(".")[1] ?? "")) as { mmd: number };
		expect(claims.mmd).toBe(MAX_MERGE_DELAY_S);
	});

	it("travels to the database with others, so many bytes at a time", () => {
		const item = "x".repeat(MAX_STATEMENT_JSON_BYTES / 3 - 10);
		expect(chunks([item, item, item, item], 100).map(({ items }) => items.length)).toEqual([3, 1]);
	});
});

describe("what an isolate remembers", () => {
	const caller = (over: Partial<Caller> = {}): Caller => ({
		...{ keyId: "k", tenant: "t", principal: "p", role: "app", apps: ["*"], origins: [] },
		...over,
	});

	it("of good keys, of refused keys", async () => {
		for (const [found, max] of [
			[ok({ caller: caller() }), MAX_CACHED_CREDENTIALS],
			[err("unauthenticated" as const), MAX_CACHED_REFUSALS],
		] as const) {
			let asked = 0;
			const cache = createCallerCache(async () => {
				asked++;
				return found;
			});
			const keys = Array.from({ length: max + 1 }, () => newKey("test"));
			for (const key of keys.slice(0, max)) await cache.find(key, 0);
			await cache.find(keys[0] ?? "", 0);
			expect(asked).toBe(max);
			await cache.find(keys[max] ?? "", 0);
			await cache.find(keys[max] ?? "", 0);
			expect(asked).toBe(max + 1);
			await cache.find(keys[0] ?? "", 0);
			expect(asked).toBe(max + 2);
		}
	}, 20_000);

	it("of tenants' contexts", async () => {
		const loaded = await guard.deps.loadContext("local", 0, () => {});
		if (!loaded.ok) throw new Error("no context");
		const asked: string[] = [];
		const cache = createContextCache(
			{
				stored: async (tenant) => {
					asked.push(tenant);
					return { ...loaded.value.context, tenant };
				},
				pointer: async (tenant) => ({ ...loaded.value.context.pointer, tenant }),
			},
			() => {},
		);
		const load = (at: number) => cache.load(`t${at}`, 0, () => {});
		for (let at = 0; at <= MAX_CACHED_CONTEXTS; at++) await load(at);
		await load(MAX_CACHED_CONTEXTS);
		expect(asked).toHaveLength(MAX_CACHED_CONTEXTS + 1);
		await load(0);
		expect(asked.at(-1)).toBe("t0");
	});

	it("of rates: so many requests a minute of a key, of a tenant, and so many buckets", async () => {
		const limit = createRateLimiter({ key: undefined, tenant: undefined });
		for (let at = 0; at < DEFAULT_RATE_PER_MINUTE; at++) await limit(caller(), 0);
		expect(await limit(caller(), 0)).toMatchObject({ code: "rate-limited", retry_after: 1 });
		expect(await limit(caller({ keyId: "other" }), 0)).toBeUndefined();

		const tenant = createRateLimiter({ key: undefined, tenant: undefined });
		const own = { ratePerMinute: 1_000_000, tenant: "busy" };
		for (let at = 0; at < TENANT_RATE_PER_MINUTE; at++) await tenant(caller(own), 0);
		expect(await tenant(caller({ ...own, keyId: "other" }), 0)).toMatchObject({ code: "rate-limited" });
		expect(await tenant(caller({ tenant: "calm", keyId: "calm" }), 0)).toBeUndefined();

		const slow = { ratePerMinute: 1 };
		const bounded = createRateLimiter({ key: undefined, tenant: undefined });
		expect(await bounded(caller(slow), 0)).toBeUndefined();
		expect(await bounded(caller(slow), 0)).toMatchObject({ code: "rate-limited" });
		for (let at = 0; at < MAX_RATE_BUCKETS; at++) await bounded(caller({ keyId: `k${at}`, tenant: `t${at % 7}` }), 0);
		expect(await bounded(caller(slow), 0)).toBeUndefined();
	});
});

/** Bounds that no test hits by name yet. The list may only get shorter: a bound that a test hits must leave it. */
const NOT_HIT_YET = [
	"MAX_VERSIONS",
	"MAX_LISTED_VERSIONS",
	"OPA_GZIP_MIN_BYTES",
	"LOG_BATCH_MS",
	"LOG_MAX_BACKOFF_MS",
	"LOG_STALL_MS",
	"MAX_SWEEP_ROWS",
	"MAX_SWEEP_RUNS",
	"AGENT_KEPT_MS",
	"AGENT_SILENT_MS",
	"MAX_NOTES",
	"MAX_EVIDENCE_BYTES",
	"MAX_APPROVAL_AGE_MS",
	"MAX_REPLAY_HOP",
	"MAX_REPLAY_DIFFERENCES",
	"MAX_ROLLOUT_UNITS",
	"MAX_SHADOWS_AT_ONCE",
	"SHADOW_TIMEOUT_MS",
	"MAX_ROLLOUT_BUFFER",
	"ROLLOUT_FLUSH_MS",
	"MAX_ROLLOUT_BATCH",
	"ROLLOUT_WATCH_MS",
	"MAX_EXPORTED",
	"EXPORT_PAGE",
	"WITNESS_TIMEOUT_MS",
	"MAX_WITNESSES",
	"MAX_ADD_CHECKPOINT_BYTES",
	"IMPACT_STEP_RECORDS",
	"MAX_IMPACT_PAGE",
];

it("every bound of the service is hit by a test, but for those listed", async () => {
	const source = await readFile("src/platform/limits.ts", "utf8");
	const bounds = [...source.matchAll(/^export const ([A-Z_]+)/gm)].map((match) => match[1] ?? "");
	const files = (await readdir("test", { recursive: true })).filter((name) => name.endsWith(".test.ts"));
	const imported = new Set<string>();
	for (const file of files) {
		const text = await readFile(join("test", file), "utf8");
		const [, names = ""] = /import \{([^}]*)\} from "[./]+src\/platform\/limits\.ts"/.exec(text) ?? [];
		for (const name of names.split(",").map((each) => each.trim())) {
			// Once is the import; a bound that a test uses is there again.
			if (text.split(new RegExp(`\\b${name}\\b`)).length > 2) imported.add(name);
		}
	}
	expect(bounds.length).toBeGreaterThan(40);
	expect(bounds.filter((name) => !imported.has(name)).sort()).toEqual(NOT_HIT_YET.toSorted());
});
