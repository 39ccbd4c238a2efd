// The builtins that random programs call: all that the host offers, with the types of their operands.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Type = "number" | "string" | "boolean" | "null" | "array" | "object" | "set" | "any";
export type Declared = { readonly name: string; readonly args: readonly Type[]; readonly result: Type };

const FILE = join(import.meta.dirname, "../../rego/capabilities-general.json");

/** Left out, with the reason. */
export const EXCLUDED: ReadonlyMap<string, string> = new Map([
	["rand.intn", "another source of chance on each side, both repeatable"],
	["uuid.rfc4122", "another source of chance on each side, both repeatable"],
	["opa.runtime", "its answer is declared: nothing to compute"],
	["print", "leaves no answer"],
	["trace", "leaves no answer: only an interpreter traces"],
	["io.jwt.encode_sign", "ECDSA and PSS signatures hold chance; signing is tested by verifying"],
	["io.jwt.encode_sign_raw", "ECDSA and PSS signatures hold chance; signing is tested by verifying"],
	["rego.metadata.chain", "resolved when it is compiled"],
	["rego.metadata.rule", "resolved when it is compiled"],
	["eq", "written `=` and generated as unification"],
	["assign", "written `:=`"],
	["internal.print", "what `print` is compiled to"],
	["internal.template_string", "written as an interpolated string"],
	["internal.test_case", "only in tests"],
	["replace", "for an empty text to be replaced the module never ends, and nothing can stop it; OPA's own cases cover it"],
	["walk", "a relation, generated as an expression of its own"],
]);

type Declaration = { readonly type: string; readonly of?: Declaration | readonly Declaration[] };
type Entry = { name: string; infix?: string; decl: { args?: Declaration[]; result?: Declaration } };

export function readBuiltins(): Declared[] {
	const { builtins } = JSON.parse(readFileSync(FILE, "utf8")) as { builtins: Entry[] };
	return builtins
		.filter(
			({ name, infix, decl }) =>
				!EXCLUDED.has(name) && infix === undefined && decl.result !== undefined && !name.startsWith("internal."),
		)
		.map(({ name, decl }) => ({ name, args: (decl.args ?? []).map(typeOf), result: typeOf(decl.result as Declaration) }));
}

const KNOWN: readonly string[] = ["number", "string", "boolean", "null", "array", "object", "set"];

/** Of a union its first member: hostile operands come from elsewhere. */
function typeOf(declaration: Declaration): Type {
	if (KNOWN.includes(declaration.type)) return declaration.type as Type;
	const first = Array.isArray(declaration.of) ? declaration.of[0] : undefined;
	return first === undefined ? "any" : typeOf(first);
}
