// What authors are told of a few rules, word for word: why a rule did not fire, and every step of one.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/commands/explain.ts";
import { explainerOf, type FolderExplainer } from "../../src/cli/policy/explainer.ts";
import { explanationLines } from "../../src/cli/policy/explanation-lines.ts";
import { readVectors } from "../../src/cli/policy/vectors.ts";
import type { ExplainLevel } from "../../src/contract/explanation.ts";
import { readFrozen } from "../vectors/frozen.ts";

const AUTHZ = `package shop.authz

default allow := false

allow if input.n == 7

reasons contains "n is there" if input.n

reasons_more if not allow
`;
const GOLDEN = join(import.meta.dirname, "../golden/explanations");

/** Vector, rule and level of each text; the rows of sources are part of it, so a change of a rule changes its text. */
const CASES: readonly (readonly [vector: string, rule: string, level: ExplainLevel])[] = [
	["privacy/below-the-bound", "privacy.pii_in_output", "fails"],
	["privacy/below-the-bound", "privacy.pii_in_output", "full"],
	["privacy/ip-in-output", "privacy.pii_in_output", "fails"],
	["tools/money-approved", "tools.money_without_approval", "fails"],
	["tools/with-scope", "tools.missing_scope", "fails"],
	["injection/persona", "injection.prompt_injection", "fails"],
	["injection/override", "injection.prompt_injection", "fails"],
];

let explainer: FolderExplainer;
let inputs: Map<string, unknown>;
beforeAll(async () => {
	explainer = await explainerOf("bundles/baseline");
	inputs = new Map((await readVectors("test/vectors")).map(({ id, input }) => [id, input]));
});

describe("the explanation of", () => {
	it.each(CASES)("%s, %s, %s", async (vector, rule, level) => {
		const told = await explainer.explain(JSON.stringify(inputs.get(vector)), { level, rule });
		// Version and result are not what this is about.
		const text = `${explanationLines(told, { all: false }).slice(3).join("\n")}\n`;
		const file = join(GOLDEN, `${vector.replace("/", "-")}.${rule}.${level}.txt`);
		// After a change that is meant: npx vitest run --project unit -u test/rego/explanations.test.ts
		await expect(text).toMatchFileSnapshot(file);
	});
});

describe("edict policy explain", () => {
	const io = () => {
		const said = { out: "", err: "" };
		const write = (name: "out" | "err") => (text: string) => {
			said[name] += `${text}\n`;
		};
		return { said, io: { out: write("out"), err: write("err"), stdin: process.stdin } };
	};

	it("says what is missing or not understood", async () => {
		const cases: readonly (readonly [args: string[], code: number, says: string])[] = [
			[[], 2, "name one folder"],
			[["bundles/baseline"], 2, "name the input"],
			[["bundles/baseline", "--input", "package.json", "--level", "most"], 2, "notes, fails or full"],
			[["bundles/baseline", "--input", "no-such-file.json"], 1, "cannot be read"],
			[["test/golden", "--input", "package.json"], 1, ".manifest"],
			[["bundles/baseline", "--input", "package.json"], 1, "the input: "],
			[["bundles/baseline", "--input", "README.md"], 1, "the input is not JSON"],
			[["bundles/baseline", "--input", "test/vectors/base.json", "--rule", "none.such"], 1, "there is no rule none.such"],
			[["bundles/baseline", "--input", "test/vectors/base.json", "--entrypoint", "a/b"], 1, "guard/decision/decision"],
		];
		for (const [args, code, says] of cases) {
			const { said, io: to } = io();
			expect({ args, code: await run(args, to), err: said.err }).toEqual({ args, code, err: expect.stringContaining(says) });
		}
	});

	const ask = async (...args: string[]) => {
		const { said, io: to } = io();
		return { code: await run(args, to), ...said };
	};

	describe("of a general policy", () => {
		let folder: string;
		let policy: string;
		let file: string;
		beforeAll(async () => {
			folder = await mkdtemp(join(tmpdir(), "edict-explain-"));
			[policy, file] = [join(folder, "shop"), join(folder, "input.json")];
			await mkdir(policy);
			await writeFile(join(policy, ".manifest"), '{"roots": ["shop"], "revision": "1"}');
			await writeFile(join(policy, "authz.rego"), AUTHZ);
			await writeFile(file, '{"n": 12345678901234567890}');
		}, 60_000);
		afterAll(() => rm(folder, { recursive: true }));

		it("asks for the rule that is named, in each form of its path, and by whole parts of it", async () => {
			const forms = ["shop/authz/reasons", "/shop/authz/reasons", "data.shop.authz.reasons", "data/shop/authz/reasons"];
			const told = await Promise.all(forms.map((rule) => ask(policy, "--input", file, "--rule", rule)));
			for (const one of told) expect(one).toEqual(told[0]);
			expect(told[0]).toMatchObject({
				code: 0,
				err: "",
				out: expect.stringContaining('data.shop.authz.reasons: ["n is there"]'),
			});
			expect(told[0]?.out).toContain("fired     data.shop.authz.reasons");
			expect(told[0]?.out).not.toContain("reasons_more");
			expect(await ask(policy, "--input", file, "--rule", "shop/authz/reason")).toMatchObject({
				...{ code: 1, out: "", err: "there is no rule shop/authz/reason\n" },
			});
		}, 60_000);

		it("puts a package together", async () => {
			const { code, out } = await ask(policy, "--input", file, "--entrypoint", "shop/authz");
			expect(code).toBe(0);
			expect(out).toContain('data.shop.authz: {"allow":false,"reasons":["n is there"],"reasons_more":true}');
			expect(out).toContain("default   data.shop.authz.allow");
			expect(out).toContain("fired     data.shop.authz.reasons_more");
		}, 60_000);

		it("takes the input out of the form of OPA's API, and says so", async () => {
			const wrapped = join(folder, "wrapped.json");
			await writeFile(wrapped, '{ "input": {"n": 1} }\n');
			const told = await ask(policy, "--input", wrapped, "--rule", "shop/authz/reasons");
			expect(told).toMatchObject({
				code: 0,
				out: expect.stringContaining("n is there"),
				err: expect.stringContaining("taken out"),
			});
		}, 60_000);
	});

	it("explains a past decision from its record and documents, and refuses one that is changed or lacks some", async () => {
		const folder = await mkdtemp(join(tmpdir(), "edict-record-"));
		try {
			const frozen = await readFrozen("test/vectors/replay/2026.11.2");
			const line = frozen.text.split("\n").find((text) => text.includes('"decision":"redact"') && !text.includes('"kind"')) ?? "";
			const [file, documents] = [join(folder, "record.json"), join(folder, "documents.json")];
			await writeFile(file, JSON.stringify(JSON.parse(line), undefined, 2));
			await writeFile(documents, JSON.stringify(frozen.documents));
			const told = await ask("bundles/baseline", "--record", file, "--documents", documents);
			expect(told).toMatchObject({ code: 0, out: expect.stringContaining('"action":"redact"') });
			expect(told.err).toContain(frozen.release.digest);
			const other = JSON.parse(line) as { record: { app: string } };
			other.record.app = "other";
			await writeFile(file, JSON.stringify(other));
			expect(await ask("bundles/baseline", "--record", file, "--documents", documents)).toMatchObject({
				...{ code: 1, err: expect.stringContaining("committed to") },
			});
			const lacking = JSON.parse(line) as { record: { documents: { tenant: string } } };
			lacking.record.documents.tenant = `sha256:${"0".repeat(64)}`;
			await writeFile(file, JSON.stringify(lacking.record));
			expect(await ask("bundles/baseline", "--record", file, "--documents", documents)).toMatchObject({
				...{ code: 1, err: expect.stringContaining(lacking.record.documents.tenant) },
			});
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	it("gives JSON to programs", async () => {
		const { said, io: to } = io();
		expect(await run(["bundles/baseline", "--input", "test/vectors/base.json", "--json"], to)).toBe(0);
		const { result, explanation } = JSON.parse(said.out) as { result: { action: string }; explanation: { rules: unknown[] } };
		expect(result.action).toBe("allow");
		expect(explanation.rules.length).toBeGreaterThan(100);
	});
});
