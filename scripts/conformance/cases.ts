// OPA's own evaluation test cases, read without losing a digit.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isArray, isObject, type OpaObject, parseValue, printValue, type Value } from "../../src/policy/value.ts";

export type Case = {
	readonly id: string;
	readonly note: string;
	/** Folder in OPA's repository. */
	readonly folder: string;
	readonly query: string;
	readonly modules: readonly string[];
	readonly data: Value | undefined;
	/** Value text; `undefined`: evaluated without input. */
	readonly input: string | undefined;
	/** Result sets have one row per binding; `undefined` when an error is expected. */
	readonly rows: readonly OpaObject[] | undefined;
	readonly error: { readonly message: string | undefined; readonly code: string | undefined } | undefined;
	readonly strict: boolean;
	readonly sortBindings: boolean;
	readonly builtins: readonly string[];
};

/** The folder of data that is not part of the repository. */
export const DATA_FOLDER = process.env.EDICT_DATA ?? join(import.meta.dirname, "../../../shared/data");

export async function readCases(): Promise<Case[]> {
	const text = await readFile(join(DATA_FOLDER, "opa-conformance/cases-v1.jsonl"), "utf8");
	return text.trimEnd().split("\n").map(readCase);
}

function readCase(line: string, index: number): Case {
	const parsed = parseValue(line);
	if (!parsed.ok || !isObject(parsed.value)) throw new Error(`case ${index + 1} is no object`);
	const object = parsed.value;
	const string = (key: string): string | undefined => {
		const value = object.get(key);
		return typeof value === "string" ? value : undefined;
	};
	const strings = (key: string): string[] => list(object.get(key)).map(String);
	const input = object.get("input");
	const message = string("want_error");
	const code = string("want_error_code");
	const failing = message !== undefined || code !== undefined;
	return {
		id: `c${index + 1}`,
		note: string("note") ?? "",
		folder: (string("_file") ?? "").split("/").slice(0, 2).join("/"),
		query: (string("query") ?? "").trim(),
		modules: strings("modules"),
		data: object.get("data"),
		input: withoutTrailingCommas(string("input_term")) ?? (input === undefined ? undefined : printValue(input)),
		rows: failing ? undefined : list(object.get("want_result")).filter(isObject),
		error: failing ? { message, code } : undefined,
		strict: object.get("strict_error") === true,
		sortBindings: object.get("sort_bindings") === true,
		builtins: strings("_builtins"),
	};
}

function list(value: Value | undefined): readonly Value[] {
	return isArray(value) ? value : [];
}

/** Rego allows a comma behind the last item; the text form of values does not. */
function withoutTrailingCommas(term: string | undefined): string | undefined {
	return term?.replace(/("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g, (_, text?: string, close?: string) => text ?? close ?? "");
}
