// `edict audit replay`, `policy impact` and `policy diff` as they are typed: over exports, on several threads, gone on with, signed.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXIT } from "../../src/cli/command.ts";
import { readSet } from "../../src/cli/commands/decisions-what-if.ts";
import { main } from "../../src/cli/edict.ts";
import { IN_TOTO_PAYLOAD } from "../../src/eval/replay/statement.ts";
import { fromBase64 } from "../../src/platform/bytes.ts";
import { importVerifyingKey, readEnvelope, verifyEnvelope } from "../../src/platform/dsse.ts";
import { unpackRelease } from "../vectors/frozen.ts";

const SET = join(import.meta.dirname, "../vectors/replay/2026.11.2");
const DOCUMENTS = join(SET, "documents.json");
const RECORDS = join(SET, "records.ndjson.gz");
let folder: string;
let release: string;
let lines: string[];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "edict-replay-"));
	lines = gunzipSync(await readFile(RECORDS))
		.toString("utf8")
		.trimEnd()
		.split("\n");
	release = at("release");
	unpackRelease(SET, release);
});
afterAll(() => rm(folder, { recursive: true }));

async function edict(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	const told = { out: [] as string[], err: [] as string[] };
	const io = { out: (text: string) => told.out.push(text), err: (text: string) => told.err.push(text), stdin: process.stdin };
	const code = await main(args, io);
	return { code, out: told.out.join("\n"), err: told.err.join("\n") };
}

const replay = (file: string, ...more: string[]) =>
	edict("audit", "replay", "--export", file, "--release", release, "--documents", DOCUMENTS, "--threads", "1", "--json", ...more);

describe("audit replay", () => {
	it.each(["1", "2"])("gives every verdict again on %s thread(s)", { timeout: 60_000 }, async (threads) => {
		const { code, out } = await replay(RECORDS, "--threads", threads);
		expect(JSON.parse(out)).toMatchObject({ summary: { records: lines.length, same: lines.length }, decisions: [], passed: 0 });
		expect(code).toBe(EXIT.done);
	});

	it("tells a line that was changed, one that is none, and an export that was cut off", async () => {
		const damaged = (lines[0] ?? "").replace(/"tier":\d/, '"tier":3').replace('"tier":3', '"tier":1');
		const changed = damaged === lines[0] ? damaged.replace('"tier":1', '"tier":2') : damaged;
		await writeFile(at("bad.ndjson"), [JSON.stringify({ export: { v: 1 } }), changed, "none", lines[1]].join("\n"));
		const { code, out, err } = await replay(at("bad.ndjson"));
		expect(JSON.parse(out)).toMatchObject({ summary: { records: 3, same: 1, damaged: 2 } });
		expect(err).toContain("cut off");
		expect(code).toBe(EXIT.refused);
	});

	it("takes an export as the service gives it", async () => {
		const [first = "", ...others] = lines.slice(0, 3);
		const indexed = first.replace('"record":', '"index":7,"record":');
		await writeFile(at("whole.ndjson"), ['{"export":{"v":1}}', indexed, ...others, '{"end":{"records":3}}'].join("\n"));
		const { code, out } = await replay(at("whole.ndjson"));
		expect(JSON.parse(out)).toMatchObject({ summary: { records: 3, same: 3 } });
		expect(code).toBe(EXIT.done);
	});

	it("says which documents are missing, and looks only at what it is asked for", async () => {
		const { out } = await edict(
			"audit",
			"replay",
			"--export",
			RECORDS,
			"--release",
			release,
			"--threads",
			"1",
			"--json",
			"--app",
			"assistant",
		);
		const { summary, passed } = JSON.parse(out);
		expect(summary.reasons["document-unknown"]).toBeGreaterThan(0);
		expect(summary.records + passed).toBe(lines.length);
		expect((await replay(RECORDS, "--from", "2030-01-01T00:00:00Z")).out).toContain('"records":0');
	});

	it("goes on where it stopped, and not with another's state", async () => {
		const many = Array.from({ length: 30 }, () => lines).flat();
		await writeFile(at("many.ndjson.gz"), gzipSync(many.join("\n")));
		const state = at("state");
		const first = JSON.parse((await replay(at("many.ndjson.gz"), "--state", state)).out);
		expect(first.summary.same).toBe(many.length);
		// As it would stand after the first 400 lines.
		const kept = JSON.parse(await readFile(state, "utf8"));
		kept.total.summary = { ...kept.total.summary, records: 400, same: 400 };
		await writeFile(state, JSON.stringify({ ...kept, at: 400, whole: false }));
		const second = JSON.parse((await replay(at("many.ndjson.gz"), "--state", state)).out);
		expect(second.summary).toEqual(first.summary);
		expect((await replay(RECORDS, "--state", state)).code).toBe(EXIT.refused);
	});

	it("agrees with OPA itself", { timeout: 60_000 }, async () => {
		const { code, out } = await replay(RECORDS, "--with-opa", "60");
		expect(JSON.parse(out).opa).toEqual({ same: 60, differs: [], skipped: 0 });
		expect(code).toBe(EXIT.done);
	});

	it.each([
		["--from", "yesterday"],
		["--sample", "0"],
		["--base", "v1"],
		["--with-opa", "x"],
	])("is told what %s %s is not", async (...option) => {
		expect((await replay(RECORDS, ...option)).code).toBe(EXIT.usage);
	});
});

describe("policy impact", () => {
	it("of the version that decided changes nothing, and is signed evidence about it", async () => {
		expect((await edict("keys", "new", "--out", at("key.json"))).code).toBe(EXIT.done);
		const more = ["--out", at("impact.json"), "--signing-key", at("key.json")];
		const asked = ["--draft", release, "--export", RECORDS, "--documents", DOCUMENTS, "--threads", "1"];
		const { code, out } = await edict("policy", "impact", ...asked, ...more, "--json");
		expect(code).toBe(EXIT.done);
		const told = JSON.parse(out);
		expect(told.counts.compared).toBe(lines.length);
		const envelope = readEnvelope(new Uint8Array(await readFile(at("impact.json"))));
		const jwk = JSON.parse(await readFile(at("key.json"), "utf8"));
		const key = await importVerifyingKey(fromBase64(jwk.x) as never);
		if (!envelope.ok || key === undefined) throw new Error("no evidence was written");
		const verified = await verifyEnvelope(envelope.value, IN_TOTO_PAYLOAD, [key]);
		if (!verified.ok) throw new Error(verified.error);
		const statement = JSON.parse(new TextDecoder().decode(verified.value.payload));
		expect(statement.subject[0]).toEqual({ name: "draft", digest: { sha256: told.draft.slice(7) } });
		expect(statement.predicate.counts).toEqual(told.counts);
	});

	it("reads as a table", async () => {
		const asked = ["--draft", release, "--export", RECORDS, "--documents", DOCUMENTS, "--threads", "1"];
		const { out } = await edict("policy", "impact", ...asked, "--app", "support-bot");
		expect(out).toContain("| was \\ would be | allow | redact | refuse |");
		expect(out).toContain("## By stage");
	});

	it("needs a draft, and a key for evidence", async () => {
		expect((await edict("policy", "impact", "--export", RECORDS)).code).toBe(EXIT.usage);
		expect((await edict("policy", "impact", "--draft", release, "--export", RECORDS, "--out", at("x"))).code).toBe(EXIT.usage);
	});
});

describe("policy diff", () => {
	it("of a release and itself is none", async () => {
		const { code, out } = await edict("policy", "diff", release, release, "--exit-code", "--json");
		expect(JSON.parse(out)).toMatchObject({ same: true, files: [] });
		expect(code).toBe(EXIT.done);
	});
});

it("facts are set by pointer or by dots, to JSON or to a word", () => {
	expect(readSet("subject.age_class=child")).toEqual({ path: "/subject/age_class", value: "child" });
	expect(readSet('/usage/turns={"a":1}')).toEqual({ path: "/usage/turns", value: { a: 1 } });
});
