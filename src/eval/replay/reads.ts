// Which inputs a version reads, from its sources, and whether a record holds them.
import type * as v from "valibot";
import { PolicyInput } from "../../contract/input.ts";

/** Comments and strings of a source, and references to the input outside of them. */
const TOKENS = /#[^\n]*|"(?:[^"\\\n]|\\.)*"|`[^`]*`|(?<![\w.])input((?:\.[A-Za-z_]\w*|\["[A-Za-z_][\w]*"\])+)/g;

/** Paths of the input, `a.b`, that sources name, sorted; tests are no part of a version. What is chosen by a variable is not told. */
export function inputReads(sources: readonly { readonly path: string; readonly text: string }[]): string[] {
	const found = new Set<string>();
	for (const { path, text } of sources) {
		if (!path.endsWith(".rego") || path.endsWith("_test.rego")) continue;
		for (const [, reference] of text.matchAll(TOKENS)) {
			if (reference !== undefined)
				found.add(
					reference
						.replace(/^\./, "")
						.replaceAll(/\["(\w+)"\]/g, ".$1")
						.replace(/^\./, ""),
				);
		}
	}
	return [...found].sort();
}

/** Documents are not in the record but beside it, and are always there. */
const DOCUMENTS: ReadonlySet<string> = new Set(["config", "exceptions", "scoped_exceptions", "kill"]);

/**
 * Whether a policy that reads the path reads what the record does not hold. A member that the contract leaves optional and that
 * is absent was absent when it was decided; one that the contract does not know, or demands and the record has not, is lacking.
 */
export function inputLacks(input: unknown, path: string): boolean {
	const names = path.split(".");
	if (DOCUMENTS.has(names[0] ?? "")) return false;
	let schema: v.GenericSchema | undefined = PolicyInput;
	let value = input;
	for (const name of names) {
		const member = memberOf(schema, name);
		// Below what is not an object with known members nothing can be told.
		if (member === "open") return false;
		const held: unknown = isObject(value) ? value[name] : undefined;
		if (member === undefined) return held === undefined;
		if (held === undefined) return isObject(value) && member.type !== "optional";
		schema = unwrapped(member);
		value = held;
	}
	return false;
}

function memberOf(schema: v.GenericSchema | undefined, name: string): v.GenericSchema | "open" | undefined {
	const entries = (schema as { entries?: Record<string, v.GenericSchema> } | undefined)?.entries;
	if (entries === undefined) return "open";
	return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

function unwrapped(schema: v.GenericSchema): v.GenericSchema {
	return schema.type === "optional" ? unwrapped((schema as unknown as { wrapped: v.GenericSchema }).wrapped) : schema;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
