// The architecture as a test: who may import whom, sizes, and that docs name what exists.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { ROUTES } from "../src/contract/api.ts";
import { SIGNAL_TYPES } from "../src/contract/signal.ts";
import { DETECTORS } from "../src/decide/detect/registry.ts";
import { HOST_VERSION } from "../src/platform/version.ts";

function filesUnder(folder: string, ending: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !file.includes("node_modules"));
}

const SOURCES = filesUnder("src", ".ts");

function importsOf(file: string): string[] {
	const text = readFileSync(file, "utf8");
	return [...text.matchAll(/^\s*(?:import|export)\b[^;]*?\bfrom\s+"(\.[^"]+)"/gms)].map((match) =>
		normalize(join(dirname(file), match[1] ?? "")),
	);
}

const planeOf = (file: string) => /^src\/([^/]+)\//.exec(file)?.[1] ?? "root";

/** What each folder may import besides itself. */
const LAW: Record<string, readonly string[]> = {
	contract: [],
	platform: ["contract"],
	policy: ["contract", "platform"],
	decide: ["contract", "platform", "policy"],
	ledger: ["contract", "platform", "policy"],
	control: ["contract", "platform", "policy"],
	sdk: ["contract"],
	"api-page": [],
	cli: ["contract", "platform", "policy", "sdk", "decide", "eval"],
	eval: ["contract", "platform", "policy", "sdk", "decide"],
};

describe("import law", () => {
	it.each(SOURCES.filter((file) => planeOf(file) !== "root"))("%s", (file) => {
		const plane = planeOf(file);
		const allowed = LAW[plane];
		expect(allowed, `src/${plane} is not in the law`).toBeDefined();
		const foreign = importsOf(file).filter(
			(target) => target.startsWith("src/") && planeOf(target) !== plane && !allowed?.includes(planeOf(target)),
		);
		expect(foreign).toEqual([]);
	});

	it("only the worker and its environment see Env", () => {
		const seeing = SOURCES.filter((file) => importsOf(file).includes("src/env.ts"));
		expect(seeing.filter((file) => planeOf(file) !== "root")).toEqual([]);
	});
});

describe("sizes", () => {
	const lines = (file: string) => readFileSync(file, "utf8").split("\n").length - 1;

	it.each([
		[SOURCES, 400, 90],
		[filesUnder("rego/guard", ".rego"), 150, 45],
	])("no file is longer than its limit, and the median is short", (files, limit, median) => {
		const sizes = files.map((file) => [lines(file), file] as const).sort((a, b) => a[0] - b[0]);
		expect(sizes.filter(([size]) => size > limit)).toEqual([]);
		expect(sizes[Math.floor(sizes.length / 2)]?.[0]).toBeLessThanOrEqual(median);
	});

	it("folders are at most four deep", () => {
		expect(SOURCES.filter((file) => file.split("/").length > 6)).toEqual([]);
	});

	it("every source says in its first line what it is for", () => {
		expect(SOURCES.filter((file) => !/^\/\/ \S.{10,}/.test(readFileSync(file, "utf8")))).toEqual([]);
	});
});

describe("what belongs together", () => {
	it("every invariant is upheld somewhere and names tests that exist", () => {
		const architecture = readFileSync("docs/architecture.md", "utf8");
		const invariants = [...architecture.matchAll(/^(\d+)\. \*\*(.+)$/gm)].filter(
			(match) => Number(match[1]) > 0 && match[0].includes("**"),
		);
		expect(invariants.length).toBeGreaterThanOrEqual(10);
		for (const path of architecture.matchAll(/`(test\/[^`]+)`/g)) expect(existsSync(path[1] ?? ""), path[1]).toBe(true);
	});

	it("every detector has a folder, a page, golden cases and registered types of its own", () => {
		for (const { name, types } of DETECTORS) {
			expect(existsSync(`src/decide/detect/${name}/README.md`), `README of ${name}`).toBe(true);
			expect(existsSync(`docs/detectors/${name}.md`), `page of ${name}`).toBe(true);
			expect(readdirSync(`test/golden/${name}`).length, `golden cases of ${name}`).toBeGreaterThan(3);
			for (const type of types) expect(Object.keys(SIGNAL_TYPES)).toContain(type);
		}
		expect(new Set(DETECTORS.map((detector) => detector.name)).size).toBe(DETECTORS.length);
	});

	it("routes are unique", () => {
		const routes = Object.values(ROUTES).map((route) => `${route.method} ${route.path}`);
		expect(new Set(routes).size).toBe(routes.length);
	});

	it("the host's version is the package's", () => {
		expect(HOST_VERSION).toBe(`edict/${JSON.parse(readFileSync("package.json", "utf8")).version}`);
	});
});
