// GraphQL documents as OPA shows them: the parser's syntax tree in the shape of Go's structures, without empty parts.
import {
	type ConstDirectiveNode,
	type DefinitionNode,
	type DirectiveNode,
	type DocumentNode,
	type FieldDefinitionNode,
	type InputValueDefinitionNode,
	Kind,
	type SelectionNode,
	type TypeNode,
	type ValueNode,
	type VariableDefinitionNode,
} from "graphql";
import type { Value } from "../value.ts";

/** Go's numbers of the kinds of values; strings are 3, or 4 in block form. */
const VALUE_KINDS: Readonly<Record<string, number>> = {
	[Kind.VARIABLE]: 0,
	[Kind.INT]: 1,
	[Kind.FLOAT]: 2,
	[Kind.BOOLEAN]: 5,
	[Kind.NULL]: 6,
	[Kind.ENUM]: 7,
	[Kind.LIST]: 8,
	[Kind.OBJECT]: 9,
};

/** Kinds of types, by the node that defines or extends one. */
export const TYPE_KINDS: Readonly<Record<string, string>> = {
	[Kind.SCALAR_TYPE_DEFINITION]: "SCALAR",
	[Kind.OBJECT_TYPE_DEFINITION]: "OBJECT",
	[Kind.INTERFACE_TYPE_DEFINITION]: "INTERFACE",
	[Kind.UNION_TYPE_DEFINITION]: "UNION",
	[Kind.ENUM_TYPE_DEFINITION]: "ENUM",
	[Kind.INPUT_OBJECT_TYPE_DEFINITION]: "INPUT_OBJECT",
	[Kind.SCALAR_TYPE_EXTENSION]: "SCALAR",
	[Kind.OBJECT_TYPE_EXTENSION]: "OBJECT",
	[Kind.INTERFACE_TYPE_EXTENSION]: "INTERFACE",
	[Kind.UNION_TYPE_EXTENSION]: "UNION",
	[Kind.ENUM_TYPE_EXTENSION]: "ENUM",
	[Kind.INPUT_OBJECT_TYPE_EXTENSION]: "INPUT_OBJECT",
};

/** An object without the parts that are absent or empty. */
function node(parts: Readonly<Record<string, Value | undefined>>): Value {
	const kept = Object.entries(parts).filter(([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0));
	return new Map(kept as [string, Value][]);
}

function each<T>(items: readonly T[] | undefined, show: (item: T) => Value): Value[] {
	return (items ?? []).map(show);
}

export function queryValue(document: DocumentNode): Value {
	const operations: Value[] = [];
	const fragments: Value[] = [];
	for (const definition of document.definitions) {
		if (definition.kind === Kind.OPERATION_DEFINITION) {
			operations.push(
				node({
					Operation: definition.operation,
					Name: definition.name?.value ?? "",
					VariableDefinitions: each(definition.variableDefinitions, variable),
					Directives: each(definition.directives, directive),
					SelectionSet: each(definition.selectionSet.selections, selection),
				}),
			);
		} else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
			fragments.push(
				node({
					Name: definition.name.value,
					VariableDefinition: each(definition.variableDefinitions, variable),
					TypeCondition: definition.typeCondition.name.value,
					Directives: each(definition.directives, directive),
					SelectionSet: each(definition.selectionSet.selections, selection),
				}),
			);
		}
	}
	return node({ Operations: operations, Fragments: fragments });
}

function variable(definition: VariableDefinitionNode): Value {
	return node({
		Variable: definition.variable.name.value,
		Type: type(definition.type),
		DefaultValue: definition.defaultValue && value(definition.defaultValue),
		Directives: each(definition.directives, directive),
		Used: false,
	});
}

function selection(selected: SelectionNode): Value {
	const directives = each(selected.directives, directive);
	if (selected.kind === Kind.FRAGMENT_SPREAD) return node({ Name: selected.name.value, Directives: directives });
	const inner = each(selected.selectionSet?.selections, selection);
	if (selected.kind === Kind.INLINE_FRAGMENT) {
		return node({ TypeCondition: selected.typeCondition?.name.value ?? "", Directives: directives, SelectionSet: inner });
	}
	return node({
		Alias: selected.alias?.value ?? selected.name.value,
		Name: selected.name.value,
		Arguments: each(selected.arguments, argument),
		Directives: directives,
		SelectionSet: inner,
	});
}

function argument({ name, value: given }: { readonly name: { readonly value: string }; readonly value: ValueNode }): Value {
	return node({ Name: name.value, Value: value(given) });
}

function directive(applied: DirectiveNode | ConstDirectiveNode): Value {
	return node({
		Name: applied.name.value,
		Arguments: each<{ name: { value: string }; value: ValueNode }>(applied.arguments, argument),
		Location: "",
	});
}

function value(given: ValueNode): Value {
	const kind = given.kind === Kind.STRING ? (given.block ? 4 : 3) : (VALUE_KINDS[given.kind] ?? 0);
	const parts = { Raw: raw(given), Kind: kind, ExpectedTypeHasDefault: false };
	if (given.kind === Kind.LIST)
		return node({ ...parts, Children: given.values.map((item) => node({ Name: "", Value: value(item) })) });
	if (given.kind === Kind.OBJECT) return node({ ...parts, Children: given.fields.map(argument) });
	return node(parts);
}

function raw(given: ValueNode): string {
	if (given.kind === Kind.VARIABLE) return given.name.value;
	if (given.kind === Kind.NULL) return "null";
	return "value" in given ? String(given.value) : "";
}

function type(given: TypeNode): Value {
	const inner = given.kind === Kind.NON_NULL_TYPE ? given.type : given;
	const nonNull = given.kind === Kind.NON_NULL_TYPE;
	if (inner.kind === Kind.LIST_TYPE) return node({ NamedType: "", Elem: type(inner.type), NonNull: nonNull });
	return node({ NamedType: inner.name.value, NonNull: nonNull });
}

export function schemaValue(document: DocumentNode): Value {
	const sections: Record<string, Value[]> = { Schema: [], SchemaExtension: [], Directives: [], Definitions: [], Extensions: [] };
	for (const definition of document.definitions) sections[sectionOf(definition)]?.push(definitionValue(definition));
	return node(sections);
}

function sectionOf({ kind }: DefinitionNode): string {
	if (kind === Kind.SCHEMA_DEFINITION) return "Schema";
	if (kind === Kind.SCHEMA_EXTENSION) return "SchemaExtension";
	if (kind === Kind.DIRECTIVE_DEFINITION) return "Directives";
	return kind.endsWith("Extension") ? "Extensions" : "Definitions";
}

function definitionValue(definition: DefinitionNode): Value {
	const description = "description" in definition ? (definition.description?.value ?? "") : "";
	switch (definition.kind) {
		case Kind.SCHEMA_DEFINITION:
		case Kind.SCHEMA_EXTENSION:
			return node({
				Description: description,
				Directives: each(definition.directives, directive),
				OperationTypes: each(definition.operationTypes, (root) =>
					node({ Operation: root.operation, Type: root.type.name.value }),
				),
			});
		case Kind.DIRECTIVE_DEFINITION:
			return node({
				Description: description,
				Name: definition.name.value,
				Arguments: each(definition.arguments, inputValue),
				Locations: definition.locations.map((location) => location.value),
				IsRepeatable: definition.repeatable,
			});
		default:
			return typeValue(definition, description);
	}
}

function typeValue(definition: DefinitionNode, description: string): Value {
	if (!("name" in definition) || definition.name === undefined) return new Map();
	const isInput = definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || definition.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;
	const fields = "fields" in definition ? (definition.fields ?? []) : [];
	return node({
		Kind: TYPE_KINDS[definition.kind] ?? "",
		Description: description,
		Name: definition.name.value,
		Directives: each(definition.directives, directive),
		Interfaces: "interfaces" in definition ? each(definition.interfaces, (item) => item.name.value) : [],
		Fields: isInput
			? each(fields as readonly InputValueDefinitionNode[], inputValue)
			: each(fields as readonly FieldDefinitionNode[], field),
		Types: "types" in definition ? each(definition.types, (item) => item.name.value) : [],
		EnumValues:
			"values" in definition
				? each(definition.values, (item) =>
						node({
							Description: item.description?.value ?? "",
							Name: item.name.value,
							Directives: each(item.directives, directive),
						}),
					)
				: [],
		BuiltIn: false,
	});
}

function field(definition: FieldDefinitionNode): Value {
	return node({
		Description: definition.description?.value ?? "",
		Name: definition.name.value,
		Arguments: each(definition.arguments, inputValue),
		Type: type(definition.type),
		Directives: each(definition.directives, directive),
	});
}

function inputValue(definition: InputValueDefinitionNode): Value {
	return node({
		Description: definition.description?.value ?? "",
		Name: definition.name.value,
		DefaultValue: definition.defaultValue && value(definition.defaultValue),
		Type: type(definition.type),
		Directives: each(definition.directives, directive),
	});
}
