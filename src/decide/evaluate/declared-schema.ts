// Whether a JSON Schema that came with a call may be evaluated at all: it is a stranger's program, and nothing can interrupt it.
import { MAX_DECLARED_SCHEMA_NODES, MAX_SCHEMA_DEPTH } from "../../platform/limits.ts";

/** Keywords that hold schemas by name: their members are names of the caller's, not keywords. */
const BY_NAME: ReadonlySet<string> = new Set(["properties", "$defs", "definitions", "dependentSchemas"]);
/** Keywords whose value is data. */
const DATA: ReadonlySet<string> = new Set(["enum", "const", "default", "examples"]);
/** Regular expressions may take exponential time, references may multiply without end, and uniqueness is quadratic. */
const UNBOUNDED: ReadonlySet<string> = new Set([
	...["pattern", "patternProperties", "uniqueItems"],
	...["$ref", "$dynamicRef", "$recursiveRef"],
]);

/** True when checking arguments against the schema takes time linear in both. Linear in the schema, up to its bound. */
export function isCheckable(schema: unknown): boolean {
	const open: { value: unknown; depth: number; names: boolean }[] = [{ value: schema, depth: 1, names: false }];
	let nodes = 0;
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		const { value, depth, names } = node;
		if (typeof value !== "object" || value === null) continue;
		if (++nodes > MAX_DECLARED_SCHEMA_NODES || depth > MAX_SCHEMA_DEPTH * 2) return false;
		for (const [name, member] of Object.entries(value)) {
			if (!names && UNBOUNDED.has(name)) return false;
			if (names || !DATA.has(name)) open.push({ value: member, depth: depth + 1, names: !names && BY_NAME.has(name) });
		}
	}
	return true;
}
