// What a real OPA answered, request by request, against what this service answers over the same policies.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { comparable } from "../../interop/opa/compare.ts";
import { DIFFERENCES } from "../../interop/opa/differences.ts";
import type { Answered } from "../../interop/opa/exchange.ts";
import { buildVersion, openSurface, type Surface } from "../../interop/opa/harness.ts";
import { exchangeLocally } from "../../interop/opa/local.ts";
import { type Asked, REQUESTS } from "../../interop/opa/requests.ts";

type Vector = { readonly asked: Asked; readonly opa: Answered; readonly edict?: Answered; readonly difference?: string };

const FOLDER = join(import.meta.dirname, "../../vectors/opa-rest");
const vectors = readdirSync(FOLDER).flatMap(
	(file) => (JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { vectors: Vector[] }).vectors,
);
let surface: Surface;

beforeAll(async () => {
	surface = openSurface(await buildVersion());
});

describe("the vectors", () => {
	it("are of the requests as they are now, and many", () => {
		const requests = Object.values(REQUESTS).flat();
		expect(requests.length).toBeGreaterThanOrEqual(250);
		expect(new Set(requests.map(({ name }) => name)).size).toBe(requests.length);
		const byName = (a: Asked, b: Asked) => (a.name < b.name ? -1 : 1);
		// Bytes that were zipped elsewhere may be others.
		const plain = (asked: readonly Asked[]) =>
			asked.map((one) => (typeof one.body === "object" ? { ...one, body: "" } : one)).toSorted(byName);
		expect(plain(vectors.map(({ asked }) => asked))).toEqual(plain(JSON.parse(JSON.stringify(requests)) as Asked[]));
	});

	it("differ only in what has a name and a reason, and docs/opa.md tells each", () => {
		const page = readFileSync("docs/opa.md", "utf8");
		for (const name of Object.keys(DIFFERENCES)) {
			expect(
				vectors.some(({ difference }) => difference === name),
				name,
			).toBe(true);
			expect(page).toContain(`**${name}**`);
		}
		const differing = vectors.filter(({ edict }) => edict !== undefined);
		expect(differing.filter(({ difference }) => !Object.hasOwn(DIFFERENCES, difference ?? ""))).toEqual([]);
		expect(differing.length).toBeLessThan(30);
	});
});

describe("this service answers as OPA:", () => {
	it.each(vectors)("$asked.name", async ({ asked, opa, edict }) => {
		expect(comparable(await exchangeLocally(surface, asked))).toEqual(edict ?? opa);
	});
});
