// Arguments of a tool call, flattened: one leaf a value, with a pointer for redaction and a target that repeats no name
// the schema does not know.
import { MAX_ARGUMENT_DEPTH, MAX_ARGUMENT_FACTS } from "../../platform/limits.ts";
import type { Segment } from "./segment.ts";

export type ArgumentLeaf = {
	/** JSON pointer under `/tool/arguments`; may hold names that only the caller knows. */
	readonly pointer: string;
	/** The same with unknown names replaced by `*` and their ordinal. */
	readonly target: string;
	readonly value: unknown;
	/** Schema node of the value, where the schema knows it. */
	readonly schema: Record<string, unknown> | undefined;
};

export type FlatArguments = {
	readonly leaves: readonly ArgumentLeaf[];
	/** Member names that the schema does not know: text like any other. */
	readonly unknownNames: readonly string[];
	/** Deeper or more than the bounds: not everything was described. */
	readonly truncated: boolean;
};

type Walk = { leaves: ArgumentLeaf[]; unknownNames: string[]; truncated: boolean };

export function flattenArguments(args: Record<string, unknown>, schema: Record<string, unknown> | undefined): FlatArguments {
	const walk: Walk = { leaves: [], unknownNames: [], truncated: false };
	visit(walk, args, "", "", schema, 0);
	return walk;
}

function visit(
	walk: Walk,
	value: unknown,
	pointer: string,
	target: string,
	schema: Record<string, unknown> | undefined,
	depth: number,
): void {
	if (depth > MAX_ARGUMENT_DEPTH || walk.leaves.length >= MAX_ARGUMENT_FACTS) {
		walk.truncated = true;
		return;
	}
	if (pointer !== "") walk.leaves.push({ pointer, target, value, schema });
	if (Array.isArray(value)) {
		for (const [index, item] of value.entries()) {
			visit(walk, item, `${pointer}/${index}`, `${target}/${index}`, node(schema?.items), depth + 1);
		}
	} else if (typeof value === "object" && value !== null) {
		visitMembers(walk, value as Record<string, unknown>, pointer, target, schema, depth);
	}
}

function visitMembers(
	walk: Walk,
	object: Record<string, unknown>,
	pointer: string,
	target: string,
	schema: Record<string, unknown> | undefined,
	depth: number,
): void {
	const properties = node(schema?.properties);
	for (const [ordinal, [name, member]] of Object.entries(object).entries()) {
		// A declared name that looks like an ordinal would share its target with an undeclared one.
		const known = properties !== undefined && Object.hasOwn(properties, name) && !name.startsWith("*");
		if (!known) walk.unknownNames.push(name);
		const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1");
		const child = known ? node(properties[name]) : undefined;
		visit(walk, member, `${pointer}/${escaped}`, `${target}/${known ? escaped : `*${ordinal}`}`, child, depth + 1);
	}
}

function node(value: unknown): Record<string, unknown> | undefined {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** Texts of the arguments: strings, numbers as they are written, and member names nobody declared. */
export function argumentSegments(flat: FlatArguments): Segment[] {
	const base = { kind: "argument", role: "assistant", trust: "internal" } as const;
	const segments: Segment[] = [];
	for (const leaf of flat.leaves) {
		if (typeof leaf.value !== "string" && typeof leaf.value !== "number") continue;
		const at = { pointer: `/tool/arguments${leaf.pointer}`, target: `/tool/arguments${leaf.target}` };
		segments.push({ ...base, ...at, text: String(leaf.value) });
	}
	if (flat.unknownNames.length > 0) {
		segments.push({ ...base, pointer: "", target: "/tool/arguments", text: flat.unknownNames.join("\n") });
	}
	return segments;
}
