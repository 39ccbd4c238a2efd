// Writes docs/openapi.json from the route table; with --check only says whether the committed one is the same.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Schema } from "../src/contract/api.ts";
import * as decideApi from "../src/contract/api-decide.ts";
import * as opaApi from "../src/contract/api-opa.ts";
import * as bundle from "../src/contract/bundle.ts";
import * as decision from "../src/contract/decision.ts";
import * as documents from "../src/contract/documents.ts";
import * as exception from "../src/contract/exception.ts";
import * as finding from "../src/contract/finding.ts";
import * as impact from "../src/contract/impact.ts";
import * as input from "../src/contract/input.ts";
import * as instant from "../src/contract/instant.ts";
import * as itemChange from "../src/contract/item-change.ts";
import * as kill from "../src/contract/kill.ts";
import * as lifecycle from "../src/contract/lifecycle.ts";
import * as names from "../src/contract/names.ts";
import * as pointer from "../src/contract/pointer.ts";
import * as problem from "../src/contract/problem.ts";
import * as record from "../src/contract/record.ts";
import * as recordData from "../src/contract/record-data.ts";
import * as registry from "../src/contract/registry.ts";
import * as replay from "../src/contract/replay.ts";
import * as request from "../src/contract/request.ts";
import * as search from "../src/contract/search.ts";
import * as signal from "../src/contract/signal.ts";
import * as versionDiff from "../src/contract/version-diff.ts";
import * as versions from "../src/contract/versions.ts";
import * as whatIf from "../src/contract/what-if.ts";
import { readComments } from "./openapi/comments.ts";
import { buildOpenapi } from "./openapi/document.ts";

const ROOT = join(import.meta.dirname, "..");
export const OPENAPI_PATH = join(ROOT, "docs/openapi.json");

const MODULES = [
	decideApi,
	opaApi,
	bundle,
	decision,
	exception,
	finding,
	input,
	instant,
	lifecycle,
	itemChange,
	kill,
	names,
	pointer,
	problem,
	record,
	recordData,
	registry,
	request,
	search,
	signal,
	versions,
	documents,
	impact,
	replay,
	versionDiff,
	whatIf,
];

/** Every schema that the contract exports, by the name of its export. */
export function namedSchemas(): Record<string, Schema> {
	const isSchema = (value: unknown): value is Schema =>
		typeof value === "object" && value !== null && "kind" in value && value.kind === "schema";
	return Object.fromEntries(MODULES.flatMap((module) => Object.entries(module).filter(([, value]) => isSchema(value))));
}

/** The document as it is committed. */
export async function renderOpenapi(): Promise<string> {
	const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
	const comments = await readComments(join(ROOT, "src/contract"));
	return `${JSON.stringify(buildOpenapi({ version, named: namedSchemas(), comments }), null, "\t")}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	const text = await renderOpenapi();
	const check = process.argv.includes("--check");
	const same = check ? (await readFile(OPENAPI_PATH, "utf8").catch(() => "")) === text : true;
	if (!check) await writeFile(OPENAPI_PATH, text);
	console.log(`docs/openapi.json: ${text.length} characters`);
	if (!same) console.error("docs/openapi.json is not what the route table gives; run: npm run generate");
	process.exit(same ? 0 : 1);
}
