// GraphQL.
import { describe, expect, it } from "vitest";
import { call, text } from "./call.ts";

const SCHEMA = `type Query { hero(id: ID!): Hero }  type Hero implements Being { name: String! friends: [Hero] }  interface Being { name: String! }`;

describe("GraphQL", () => {
	it("shows a query's tree without empty parts", () => {
		expect(
			call("graphql.parse_query", [
				text('query q($x: Int = 1) { a: hero(id: "x") @skip(if: $x) { ...f ... on Hero { name } } }'),
			]),
		).toBe(
			'{"Operations": [{"Name": "q", "Operation": "query", "SelectionSet": [{"Alias": "a", "Arguments": [{"Name": "id", "Value": {"ExpectedTypeHasDefault": false, "Kind": 3, "Raw": "x"}}], "Directives": [{"Arguments": [{"Name": "if", "Value": {"ExpectedTypeHasDefault": false, "Kind": 0, "Raw": "x"}}], "Location": "", "Name": "skip"}], "Name": "hero", "SelectionSet": [{"Name": "f"}, {"SelectionSet": [{"Alias": "name", "Name": "name"}], "TypeCondition": "Hero"}]}], "VariableDefinitions": [{"DefaultValue": {"ExpectedTypeHasDefault": false, "Kind": 1, "Raw": "1"}, "Type": {"NamedType": "Int", "NonNull": false}, "Used": false, "Variable": "x"}]}]}',
		);
	});

	it("validates queries as text and as trees", () => {
		const query = '{ hero(id: "1") { name friends { name } } }';
		const trees = [call("graphql.parse_query", [text(query)]), call("graphql.parse_schema", [text(SCHEMA)])];
		expect(call("graphql.is_valid", [text(query), text(SCHEMA)])).toBe("true");
		expect(call("graphql.is_valid", trees)).toBe("true");
		expect(call("graphql.parse", trees)).toBe(`[${trees.join(", ")}]`);
		expect(call("graphql.is_valid", [text("{ hero { name } }"), text(SCHEMA)])).toBe("false");
		expect(call("graphql.parse_and_verify", [text("{ nothing }"), text(SCHEMA)])).toBe("[false, {}, {}]");
		expect(call("graphql.parse", [text("{ hero { name } }"), text(SCHEMA)])).toBe(
			'eval_builtin_error: Field "hero" argument "id" of type "ID!" is required, but it was not provided in GraphQL string at location 1:3',
		);
	});

	it.each([
		["{", "Expected Name, found <EOF> in GraphQL string at location 1:2"],
		["{ a {} }", "expected at least one definition, found } in GraphQL string at location 1:6"],
		["type X { a: Int }", 'Unexpected Name "type" in GraphQL string at location 1:1'],
	])("%s: %s", (query, message) => {
		expect(call("graphql.parse_query", [text(query)])).toBe(`eval_builtin_error: ${message}`);
	});

	it.each([
		["type A { b: B }", false],
		["type A implements I { a: Int } interface I { b: Int }", false],
		["type A { a: Int } type A { b: Int }", false],
		["extend type A { a: Int }", true],
		["input A { a: A! }", false],
		["input A { a: [A!]! }", true],
		["enum E { true }", false],
		["type A { a(x: A): Int }", false],
		["union U = Int", false],
		['type A { a: Int @deprecated(reason: "x") }', true],
		["type A { a: Int @nothing }", false],
		["schema { query: Q }", false],
		["directive @a(x: Int @a) on FIELD", false],
		["", true],
	])("schema %s is valid: %s", (schema, valid) => {
		expect(call("graphql.schema_is_valid", [text(schema)])).toBe(String(valid));
	});
});
