// GraphQL: parsing of queries and schemas, and validation of the one against the other, with OPA's errors.
import {
	buildASTSchema,
	type DocumentNode,
	type GraphQLError,
	GraphQLSchema,
	getLocation,
	Kind,
	parse,
	specifiedRules,
	validate,
} from "graphql";
import { isObject, type Value } from "../value.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { queryValue, schemaValue } from "./graphql-ast.ts";
import { schemaProblem } from "./graphql-schema.ts";
import { queryText, schemaText } from "./graphql-text.ts";
import { operand, stringOperand, typeError } from "./operand.ts";

/** A document of more tokens than this is no policy's business, and costs stack and time. */
const MAX_TOKENS = 50_000;

export const GRAPHQL: Builtins = {
	"graphql.parse_query": (args) => queryValue(parseQuery(stringOperand(args, 1))),
	"graphql.parse_schema": (args) => schemaValue(parseSchema(stringOperand(args, 1))),
	"graphql.schema_is_valid": (args) => succeeds(() => checkSchema(schemaOf(operand(args, 1), 1))),
	"graphql.is_valid": (args) => succeeds(() => check(queryOf(operand(args, 1), 0), schemaOf(operand(args, 2), 1))),
	"graphql.parse": (args) => {
		const [query, schema] = [queryOf(operand(args, 1), 0), schemaOf(operand(args, 2), 1)];
		check(query, schema);
		return [queryValue(query), schemaValue(schema)];
	},
	"graphql.parse_and_verify": (args) => {
		let parsed: [DocumentNode, DocumentNode] | undefined;
		const valid = succeeds(() => {
			parsed = [queryOf(operand(args, 1), 0), schemaOf(operand(args, 2), 1)];
			check(...parsed);
		});
		return valid && parsed !== undefined ? [true, queryValue(parsed[0]), schemaValue(parsed[1])] : [false, new Map(), new Map()];
	},
};

function succeeds(run: () => void): boolean {
	try {
		run();
		return true;
	} catch {
		return false;
	}
}

function queryOf(value: Value, position: number): DocumentNode {
	if (typeof value !== "string" && !isObject(value)) throw typeError(position, value, "string", "object");
	return parseQuery(typeof value === "string" ? value : queryText(value));
}

function schemaOf(value: Value, position: number): DocumentNode {
	if (typeof value !== "string" && !isObject(value)) throw typeError(position, value, "string", "object");
	return parseSchema(typeof value === "string" ? value : schemaText(value));
}

function parseQuery(text: string): DocumentNode {
	const document = read(text);
	const other = document.definitions.find(({ kind }) => kind !== Kind.OPERATION_DEFINITION && kind !== Kind.FRAGMENT_DEFINITION);
	if (other?.loc !== undefined) throw located(`Unexpected Name "${other.loc.startToken.value}"`, text, other.loc.start);
	return document;
}

function parseSchema(text: string): DocumentNode {
	const document = read(text);
	const other = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION);
	if (other?.loc === undefined) return document;
	const { startToken } = other.loc;
	throw located(
		`Unexpected ${startToken.kind === "Name" ? `Name "${startToken.value}"` : startToken.kind}`,
		text,
		other.loc.start,
	);
}

/** Nothing but space and comments is an empty document, which OPA takes and the parser does not. */
function read(text: string): DocumentNode {
	if (/^(?:[\t\n\r ,\ufeff]|#[^\n\r]*)*$/.test(text)) return { kind: Kind.DOCUMENT, definitions: [] };
	try {
		return parse(text, { maxTokens: MAX_TOKENS, allowLegacyFragmentVariables: true });
	} catch (error) {
		throw syntaxError(error as GraphQLError, text);
	}
}

function located(message: string, text: string, offset: number): Error {
	const before = text.slice(0, offset).split(/\r\n|[\n\r]/);
	const column = (before.at(-1)?.length ?? 0) + 1;
	return builtinError(`${message} in GraphQL string at location ${before.length}:${column}`);
}

/** The parser's message in the words of OPA's. */
function syntaxError({ message, positions, locations }: GraphQLError, text: string): Error {
	const offset = positions?.[0] ?? 0;
	const said = message.replace(/^Syntax Error: /, "").replace(/\.$/, "");
	if (/^Unterminated|^Invalid character|^Unexpected character/.test(said)) {
		const { line, column } = locations?.[0] ?? { line: 1, column: 1 };
		return builtinError(`Unexpected <Invalid> in GraphQL string at location ${line}:${column}`);
	}
	if (/^Unexpected variable/.test(said)) return located("Unexpected $", text, offset);
	const description = /^Unexpected description/.test(said) ? /^"(?:[^"\\]|\\.)*"/.exec(text.slice(offset))?.[0] : undefined;
	// OPA counts a string's place from behind its quote.
	if (description !== undefined) return located(`Unexpected String ${description}`, text, offset + 1);
	const plain = said.replace(/"([^\w"]{1,3})"/g, "$1");
	const previous = text.slice(0, offset).trimEnd().at(-1) ?? "";
	const closing = /found ([})\]])$/.exec(plain)?.[1];
	if (closing !== undefined && plain.startsWith("Expected Name") && previous === { "}": "{", ")": "(", "]": "[" }[closing]) {
		return located(`expected at least one definition, found ${closing}`, text, offset);
	}
	return located(plain, text, / String "/.test(plain) ? offset + 1 : offset);
}

function checkSchema(schema: DocumentNode): void {
	const problem = schemaProblem(schema);
	if (problem !== undefined) {
		throw builtinError(`Error in gqlparser SchemaDocument to Schema conversion: input: ${problem}.`);
	}
}

/** A type that is only ever extended is defined by that; the library wants a definition. */
function completed(schema: DocumentNode): DocumentNode {
	const defined = new Set(
		schema.definitions.flatMap((item) => (/TypeDefinition$/.test(item.kind) && "name" in item ? [item.name?.value] : [])),
	);
	const definitions = schema.definitions.map((item) => {
		if (!/TypeExtension$/.test(item.kind) || !("name" in item) || defined.has(item.name?.value)) return item;
		defined.add(item.name?.value);
		return { ...item, kind: item.kind.replace(/Extension$/, "Definition") } as typeof item;
	});
	return { ...schema, definitions };
}

/** The library leaves operations that the schema has no type for to their execution. */
function checkOperations(query: DocumentNode, schema: GraphQLSchema): void {
	for (const node of query.definitions) {
		if (node.kind !== Kind.OPERATION_DEFINITION || schema.getRootType(node.operation) != null) continue;
		const { line, column } = node.loc === undefined ? { line: 1, column: 1 } : getLocation(node.loc.source, node.loc.start);
		throw builtinError(
			`Schema does not support operation type "${node.operation}"\n in GraphQL string at location ${line}:${column}`,
		);
	}
}

function check(query: DocumentNode, schema: DocumentNode): void {
	checkSchema(schema);
	if (query.definitions.length === 0) return;
	// The library forgets what to assume of a document that defines nothing.
	const built =
		schema.definitions.length === 0
			? new GraphQLSchema({ assumeValid: true })
			: buildASTSchema(completed(schema), { assumeValid: true, assumeValidSDL: true });
	checkOperations(query, built);
	const [problem] = validate(built, query, specifiedRules);
	if (problem === undefined) return;
	const { line, column } = problem.locations?.[0] ?? { line: 1, column: 1 };
	throw builtinError(`${problem.message.replace(/\.$/, "")} in GraphQL string at location ${line}:${column}`);
}
