// Is a schema document a schema? The rules that OPA applies, over the syntax tree.
import {
	type ConstDirectiveNode,
	type DefinitionNode,
	type DirectiveDefinitionNode,
	type DocumentNode,
	type FieldDefinitionNode,
	type InputValueDefinitionNode,
	Kind,
	type TypeNode,
} from "graphql";
import { TYPE_KINDS } from "./graphql-ast.ts";

type Field = FieldDefinitionNode | InputValueDefinitionNode;

type Type = {
	readonly name: string;
	readonly kind: string;
	directives: readonly ConstDirectiveNode[];
	interfaces: readonly string[];
	fields: readonly Field[];
	types: readonly string[];
	values: readonly { readonly name: string; readonly directives: readonly ConstDirectiveNode[] }[];
};

type Schema = { readonly types: Map<string, Type>; readonly directives: ReadonlyMap<string, Directive> };
type Directive = {
	readonly name: string;
	readonly args: readonly { readonly name: string; readonly required: boolean }[];
	readonly locations: readonly string[];
	readonly repeatable: boolean;
};

const SCALARS = ["Int", "Float", "String", "Boolean", "ID"];
const INTROSPECTION = ["__Schema", "__Type", "__Field", "__InputValue", "__EnumValue", "__Directive"];
const INTROSPECTION_ENUMS = ["__TypeKind", "__DirectiveLocation"];

const arg = (name: string, required = false) => ({ name, required });
const BUILT_IN: readonly Directive[] = [
	{ name: "include", args: [arg("if", true)], locations: ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"], repeatable: false },
	{ name: "skip", args: [arg("if", true)], locations: ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"], repeatable: false },
	{
		name: "deprecated",
		args: [arg("reason")],
		locations: ["FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE"],
		repeatable: false,
	},
	{ name: "specifiedBy", args: [arg("url", true)], locations: ["SCALAR"], repeatable: false },
	{ name: "defer", args: [arg("if"), arg("label")], locations: ["FRAGMENT_SPREAD", "INLINE_FRAGMENT"], repeatable: false },
	{ name: "oneOf", args: [], locations: ["INPUT_OBJECT"], repeatable: false },
];

function builtIn(name: string, kind: string): Type {
	return { name, kind, directives: [], interfaces: [], fields: [], types: [], values: [] };
}

/** The first thing wrong with the document, `undefined` when it is a schema. */
export function schemaProblem(document: DocumentNode): string | undefined {
	const types = new Map<string, Type>();
	for (const name of SCALARS) types.set(name, builtIn(name, "SCALAR"));
	for (const name of INTROSPECTION) types.set(name, builtIn(name, "OBJECT"));
	for (const name of INTROSPECTION_ENUMS) types.set(name, builtIn(name, "ENUM"));
	const directives = new Map(BUILT_IN.map((directive) => [directive.name, directive]));
	const own: DirectiveDefinitionNode[] = [];
	for (const definition of document.definitions) {
		const type = typeOf(definition);
		if (type !== undefined && definition.kind.endsWith("Definition")) {
			if (types.has(type.name)) return `Cannot redeclare type ${type.name}`;
			types.set(type.name, type);
		}
	}
	for (const definition of document.definitions) {
		const problem = definition.kind.endsWith("TypeExtension") ? extend(types, typeOf(definition)) : undefined;
		if (problem !== undefined) return problem;
		if (definition.kind !== Kind.DIRECTIVE_DEFINITION) continue;
		const { value: name } = definition.name;
		if (directives.has(name) && own.some((other) => other.name.value === name)) return `Cannot redeclare directive ${name}`;
		own.push(definition);
		directives.set(name, directiveOf(definition));
	}
	const schema: Schema = { types, directives };
	const named = [...types.values()].filter(({ name }) => !name.startsWith("__") && !SCALARS.includes(name));
	return (
		rootProblem(schema, document.definitions) ??
		first(
			[...named].sort((a, b) => (a.name < b.name ? -1 : 1)),
			(type) => typeProblem(schema, type),
		) ??
		circleProblem(schema) ??
		first(
			own,
			(definition) =>
				nameProblem(definition.name.value) ?? argsProblem(schema, definition.arguments ?? [], definition.name.value),
		)
	);
}

function first<T>(items: readonly T[], problem: (item: T) => string | undefined): string | undefined {
	for (const item of items) {
		const found = problem(item);
		if (found !== undefined) return found;
	}
	return undefined;
}

function typeOf(definition: DefinitionNode): Type | undefined {
	const kind = TYPE_KINDS[definition.kind];
	if (kind === undefined || !("name" in definition) || definition.name === undefined) return undefined;
	return {
		name: definition.name.value,
		kind,
		directives: (definition.directives ?? []) as readonly ConstDirectiveNode[],
		interfaces: "interfaces" in definition ? (definition.interfaces ?? []).map(({ name }) => name.value) : [],
		fields: "fields" in definition ? (definition.fields ?? []) : [],
		types: "types" in definition ? (definition.types ?? []).map(({ name }) => name.value) : [],
		values:
			"values" in definition
				? (definition.values ?? []).map(({ name, directives = [] }) => ({ name: name.value, directives }))
				: [],
	};
}

/** An extension of a type that nobody defines defines it. */
function extend(types: Map<string, Type>, extension: Type | undefined): string | undefined {
	if (extension === undefined) return undefined;
	const base = types.get(extension.name) ?? builtIn(extension.name, extension.kind);
	if (base.kind !== extension.kind) {
		return `Cannot extend type ${base.name} because the base type is a ${base.kind}, not ${extension.kind}`;
	}
	types.set(base.name, {
		...base,
		directives: [...base.directives, ...extension.directives],
		interfaces: [...base.interfaces, ...extension.interfaces],
		fields: [...base.fields, ...extension.fields],
		types: [...base.types, ...extension.types],
		values: [...base.values, ...extension.values],
	});
	return undefined;
}

function directiveOf(definition: DirectiveDefinitionNode): Directive {
	return {
		name: definition.name.value,
		args: (definition.arguments ?? []).map(({ name, type, defaultValue }) =>
			arg(name.value, type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined),
		),
		locations: definition.locations.map(({ value }) => value),
		repeatable: definition.repeatable,
	};
}

function rootProblem(schema: Schema, definitions: readonly DefinitionNode[]): string | undefined {
	const roots = definitions.filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION);
	if (roots.length > 1) return "Cannot have multiple schema entry points, consider schema extensions instead";
	return first(definitions, (definition) => {
		if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return undefined;
		const missing = definition.operationTypes?.find(({ type }) => !schema.types.has(type.name.value));
		if (missing !== undefined)
			return `Schema root ${missing.operation} refers to a type ${missing.type.name.value} that does not exist`;
		return directivesProblem(schema, definition.directives ?? [], "SCHEMA");
	});
}

function nameProblem(name: string): string | undefined {
	return name.startsWith("__")
		? `Name "${name}" must not begin with "__", which is reserved by GraphQL introspection`
		: undefined;
}

function baseName(type: TypeNode): string {
	return type.kind === Kind.NAMED_TYPE ? type.name.value : baseName(type.type);
}

function refProblem({ types }: Schema, type: TypeNode): string | undefined {
	return types.has(baseName(type)) ? undefined : `Undefined type ${baseName(type)}`;
}

const FIELD_KINDS = ["SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM"];
const INPUT_KINDS = ["SCALAR", "ENUM", "INPUT_OBJECT"];

function typeProblem(schema: Schema, type: Type): string | undefined {
	const location = type.kind === "INPUT_OBJECT" ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION";
	return (
		first(type.fields, (field) => {
			const args = field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : [];
			const own = nameProblem(field.name.value) ?? refProblem(schema, field.type) ?? argsProblem(schema, args, undefined);
			return own ?? directivesProblem(schema, field.directives ?? [], location);
		}) ??
		first(type.types, (name) => {
			const member = schema.types.get(name);
			if (member === undefined) return `Undefined type "${name}"`;
			return member.kind === "OBJECT" ? undefined : `${type.kind} type "${name}" must be OBJECT`;
		}) ??
		first(type.interfaces, (name) => implementsProblem(schema, type, name)) ??
		contentProblem(schema, type) ??
		twice(
			type.fields.map(({ name }) => name.value),
			(name) => `Field ${type.name}.${name} can only be defined once`,
		) ??
		twice(
			type.values.map(({ name }) => name),
			(name) => `Enum value ${type.name}.${name} can only be defined once`,
		) ??
		twice(type.types, (name) => `Union type ${type.name} can only include type ${name} once`) ??
		nameProblem(type.name) ??
		directivesProblem(schema, type.directives, type.kind, true)
	);
}

function twice(names: readonly string[], problem: (name: string) => string): string | undefined {
	const repeated = names.find((name, index) => names.indexOf(name) !== index);
	return repeated === undefined ? undefined : problem(repeated);
}

function contentProblem(schema: Schema, type: Type): string | undefined {
	const kindOf = (field: Field) => schema.types.get(baseName(field.type))?.kind ?? "";
	if (type.kind === "OBJECT" || type.kind === "INTERFACE") {
		if (type.fields.length === 0) return `${type.kind} ${type.name}: must define one or more fields`;
		const wrong = type.fields.find((field) => !FIELD_KINDS.includes(kindOf(field)));
		return wrong && `${type.kind} ${type.name}: field must be one of ${FIELD_KINDS.join(", ")}`;
	}
	if (type.kind === "ENUM") {
		if (type.values.length === 0) return `ENUM ${type.name}: must define one or more unique enum values`;
		return first(type.values, ({ name, directives }) => {
			if (["true", "false", "null"].includes(name)) return `ENUM ${type.name}: non-enum value ${name}`;
			return directivesProblem(schema, directives, "ENUM_VALUE");
		});
	}
	if (type.kind !== "INPUT_OBJECT") return undefined;
	if (type.fields.length === 0) return `INPUT_OBJECT ${type.name}: must define one or more input fields`;
	const wrong = type.fields.find((field) => !INPUT_KINDS.includes(kindOf(field)));
	return wrong && `${kindOf(wrong)} ${wrong.name.value}: field must be one of ${INPUT_KINDS.join(", ")}`;
}

function argsProblem(
	schema: Schema,
	args: readonly InputValueDefinitionNode[],
	directive: string | undefined,
): string | undefined {
	return first(args, ({ name, type, directives = [] }) => {
		const problem = nameProblem(name.value) ?? refProblem(schema, type);
		if (problem !== undefined) return problem;
		const kind = schema.types.get(baseName(type))?.kind ?? "";
		if (!INPUT_KINDS.includes(kind)) {
			return `cannot use ${typeText(type)} as argument ${name.value} because ${kind} is not a valid input type`;
		}
		if (directives.some((applied) => applied.name.value === directive)) return `Directive ${directive} cannot refer to itself`;
		return directivesProblem(schema, directives, "ARGUMENT_DEFINITION");
	});
}

function typeText(type: TypeNode): string {
	if (type.kind === Kind.NON_NULL_TYPE) return `${typeText(type.type)}!`;
	return type.kind === Kind.LIST_TYPE ? `[${typeText(type.type)}]` : type.name.value;
}

/** `several`: a definition and its extensions are several places, where a directive may stand once each. */
function directivesProblem(
	schema: Schema,
	applied: readonly ConstDirectiveNode[],
	location: string,
	several = false,
): string | undefined {
	const seen = new Set<string>();
	return first(applied, ({ name: { value: name }, arguments: args = [] }) => {
		const definition = schema.directives.get(name);
		const problem = nameProblem(name) ?? (definition === undefined ? `Undefined directive ${name}` : undefined);
		if (problem !== undefined || definition === undefined) return problem;
		if (!several && seen.has(name) && !definition.repeatable)
			return `The directive ${name} can only be used once at this location`;
		seen.add(name);
		if (!definition.locations.includes(location)) return `Directive ${name} is not applicable on ${location}`;
		const unknown = args.find((given) => !definition.args.some((known) => known.name === given.name.value));
		if (unknown !== undefined) return `Undefined argument ${unknown.name.value} for directive ${name}`;
		const missing = definition.args.find((known) => {
			const given = args.find((item) => item.name.value === known.name);
			return known.required && (given === undefined || given.value.kind === Kind.NULL);
		});
		return missing && `Argument ${missing.name} for directive ${name} cannot be null`;
	});
}

function implementsProblem(schema: Schema, type: Type, name: string): string | undefined {
	const wanted = schema.types.get(name);
	if (wanted === undefined) return `Undefined type "${name}"`;
	if (wanted.kind !== "INTERFACE") return `"${name}" is a non interface type ${wanted.kind}`;
	const problem = first(wanted.fields, (required) => fieldProblem(schema, type, wanted, required));
	if (problem !== undefined) return problem;
	const missing = wanted.interfaces.find((ancestor) => !type.interfaces.includes(ancestor));
	if (missing === undefined) return undefined;
	if (missing === type.name) return `Type ${type.name} cannot implement ${name} because it would create a circular reference`;
	return `Type ${type.name} must implement ${missing} because it is implemented by ${name}`;
}

function fieldProblem(schema: Schema, type: Type, wanted: Type, required: Field): string | undefined {
	const start = `For ${type.name} to implement ${wanted.name}`;
	const name = required.name.value;
	const found = type.fields.find((field) => field.name.value === name);
	if (found === undefined) return `${start} it must have a field called ${name}`;
	if (!covariant(schema, required.type, found.type))
		return `${start} the field ${name} must have type ${typeText(required.type)}`;
	const [needed, given] = [required, found].map((field) => (field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : []));
	const lacking = needed?.find((item) => !given?.some((other) => other.name.value === item.name.value));
	if (lacking !== undefined)
		return `${start} the field ${name} must have the same arguments but it is missing ${lacking.name.value}`;
	const differing = needed?.find((item) =>
		given?.some((other) => other.name.value === item.name.value && !compatible(item.type, other.type)),
	);
	if (differing !== undefined)
		return `${start} the field ${name} must have the same arguments but ${differing.name.value} has the wrong type`;
	const extra = given?.find(
		(item) =>
			item.type.kind === Kind.NON_NULL_TYPE &&
			!item.defaultValue &&
			!needed?.some((other) => other.name.value === item.name.value),
	);
	if (extra === undefined) return undefined;
	return `${start} any additional arguments on ${name} must be optional or have a default value but ${extra.name.value} is required`;
}

function unwrapped(type: TypeNode): TypeNode {
	return type.kind === Kind.NON_NULL_TYPE ? type.type : type;
}

function covariant({ types }: Schema, required: TypeNode, actual: TypeNode): boolean {
	if (required.kind === Kind.NON_NULL_TYPE && actual.kind !== Kind.NON_NULL_TYPE) return false;
	const [wanted, given] = [unwrapped(required), unwrapped(actual)];
	if (wanted.kind === Kind.LIST_TYPE)
		return given.kind === Kind.LIST_TYPE && covariant({ types } as Schema, wanted.type, given.type);
	if (wanted.kind !== Kind.NAMED_TYPE || given.kind !== Kind.NAMED_TYPE) return false;
	const [name, other] = [wanted.name.value, given.name.value];
	return (
		name === other || types.get(other)?.interfaces.includes(name) === true || types.get(name)?.types.includes(other) === true
	);
}

/** May an argument of the one type stand where the other is declared? */
function compatible(declared: TypeNode, other: TypeNode): boolean {
	if (other.kind === Kind.NON_NULL_TYPE && declared.kind !== Kind.NON_NULL_TYPE) return false;
	const [a, b] = [unwrapped(declared), unwrapped(other)];
	if (a.kind === Kind.LIST_TYPE && b.kind === Kind.LIST_TYPE) return compatible(a.type, b.type);
	return a.kind === Kind.NAMED_TYPE && b.kind === Kind.NAMED_TYPE && a.name.value === b.name.value;
}

/** Input objects that need one another for ever cannot be given. */
function circleProblem(schema: Schema): string | undefined {
	const needs = (type: Type): { readonly field: string; readonly type: Type }[] =>
		type.fields.flatMap((field) => {
			const inner =
				field.type.kind === Kind.NON_NULL_TYPE && field.type.type.kind === Kind.NAMED_TYPE
					? schema.types.get(baseName(field.type))
					: undefined;
			return inner?.kind === "INPUT_OBJECT" ? [{ field: field.name.value, type: inner }] : [];
		});
	const visited = new Set<string>();
	const search = (type: Type, path: readonly { readonly name: string; readonly field: string }[]): string | undefined =>
		first(needs(type), ({ field, type: inner }) => {
			const longer = [...path, { name: type.name, field }];
			const start = longer.findIndex(({ name }) => name === inner.name);
			if (start >= 0) {
				const fields = longer.slice(start).map((step) => step.field);
				return `Cannot reference Input Object "${inner.name}" within itself through a series of non-null fields: "${fields.join(".")}"`;
			}
			if (visited.has(inner.name)) return undefined;
			visited.add(inner.name);
			return search(inner, longer);
		});
	return first(
		[...schema.types.values()].filter(({ kind }) => kind === "INPUT_OBJECT"),
		(type) => search(type, []),
	);
}
