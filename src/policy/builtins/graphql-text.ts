// Syntax trees in OPA's shape back as GraphQL text, which the parser then reads like any other.
import { isArray, isObject, type OpaObject, type Value } from "../value.ts";

function text(node: OpaObject, name: string): string {
	const value = node.get(name);
	return typeof value === "string" ? value : "";
}

function list(node: OpaObject, name: string): OpaObject[] {
	const value = node.get(name);
	return isArray(value) ? value.filter(isObject) : [];
}

function names(node: OpaObject, name: string): string[] {
	const value = node.get(name);
	return isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function each(items: readonly OpaObject[], show: (item: OpaObject) => string, [open, close]: readonly [string, string]): string {
	return items.length === 0 ? "" : `${open}${items.map(show).join(" ")}${close}`;
}

const BRACES = [" {", "}"] as const;
const PARENTHESES = ["(", ")"] as const;

export function queryText(document: OpaObject): string {
	const operations = list(document, "Operations").map((node) => {
		const variables = each(list(node, "VariableDefinitions"), variable, PARENTHESES);
		return `${text(node, "Operation") || "query"} ${text(node, "Name")}${variables}${directives(node)}${selections(node)}`;
	});
	const fragments = list(document, "Fragments").map((node) => {
		const variables = each(list(node, "VariableDefinition"), variable, PARENTHESES);
		return `fragment ${text(node, "Name")}${variables} on ${text(node, "TypeCondition")}${directives(node)}${selections(node)}`;
	});
	return [...operations, ...fragments].join("\n");
}

function selections(node: OpaObject): string {
	return each(list(node, "SelectionSet"), selection, BRACES);
}

/** A field has an alias, a spread a name alone, an inline fragment neither. */
function selection(node: OpaObject): string {
	if (node.has("Alias")) {
		const [alias, name] = [text(node, "Alias"), text(node, "Name")];
		const shown = alias === name || alias === "" ? name : `${alias}: ${name}`;
		return shown + each(list(node, "Arguments"), argument, PARENTHESES) + directives(node) + selections(node);
	}
	if (node.has("Name")) return `...${text(node, "Name")}${directives(node)}`;
	const condition = text(node, "TypeCondition");
	return `...${condition === "" ? "" : ` on ${condition}`}${directives(node)}${selections(node)}`;
}

function variable(node: OpaObject): string {
	return `$${text(node, "Variable")}: ${type(node.get("Type"))}${defaultValue(node)}${directives(node)}`;
}

function defaultValue(node: OpaObject): string {
	const value = node.get("DefaultValue");
	return isObject(value) ? ` = ${valueText(value)}` : "";
}

function argument(node: OpaObject): string {
	const value = node.get("Value");
	return `${text(node, "Name")}: ${isObject(value) ? valueText(value) : "null"}`;
}

function directives(node: OpaObject): string {
	return list(node, "Directives")
		.map((applied) => ` @${text(applied, "Name")}${each(list(applied, "Arguments"), argument, PARENTHESES)}`)
		.join("");
}

function valueText(node: OpaObject): string {
	const raw = text(node, "Raw");
	const children = list(node, "Children");
	switch (node.get("Kind")) {
		case undefined:
		case 0:
			return `$${raw}`;
		case 3:
		case 4:
			return JSON.stringify(raw);
		case 8:
			return `[${children.map((child) => valueText(child.get("Value") as OpaObject)).join(", ")}]`;
		case 9:
			return `{${children.map(argument).join(", ")}}`;
		default:
			return raw;
	}
}

function type(node: Value | undefined): string {
	if (!isObject(node)) return "";
	const inner = node.get("Elem");
	return (isObject(inner) ? `[${type(inner)}]` : text(node, "NamedType")) + (node.get("NonNull") === true ? "!" : "");
}

export function schemaText(document: OpaObject): string {
	return [
		...list(document, "Schema").map((node) => described(node) + schemaDefinition(node)),
		...list(document, "SchemaExtension").map((node) => `extend ${schemaDefinition(node)}`),
		...list(document, "Directives").map(directiveDefinition),
		...list(document, "Definitions").map((node) => described(node) + typeDefinition(node)),
		...list(document, "Extensions").map((node) => `extend ${typeDefinition(node)}`),
	].join("\n");
}

function described(node: OpaObject): string {
	const description = text(node, "Description");
	return description === "" ? "" : `${JSON.stringify(description)} `;
}

function schemaDefinition(node: OpaObject): string {
	const root = (operation: OpaObject) => `${text(operation, "Operation")}: ${text(operation, "Type")}`;
	return `schema${directives(node)}${each(list(node, "OperationTypes"), root, BRACES)}`;
}

function directiveDefinition(node: OpaObject): string {
	const repeatable = node.get("IsRepeatable") === true ? " repeatable" : "";
	const locations = names(node, "Locations").join(" | ");
	return `${described(node)}directive @${text(node, "Name")}${each(list(node, "Arguments"), fieldText, PARENTHESES)}${repeatable} on ${locations}`;
}

const KEYWORDS: Readonly<Record<string, string>> = {
	SCALAR: "scalar",
	OBJECT: "type",
	INTERFACE: "interface",
	UNION: "union",
	ENUM: "enum",
	INPUT_OBJECT: "input",
};

function typeDefinition(node: OpaObject): string {
	const interfaces = names(node, "Interfaces");
	const types = names(node, "Types");
	const enumValue = (item: OpaObject) => described(item) + text(item, "Name") + directives(item);
	return [
		`${KEYWORDS[text(node, "Kind")] ?? "type"} ${text(node, "Name")}`,
		interfaces.length === 0 ? "" : ` implements ${interfaces.join(" & ")}`,
		directives(node),
		types.length === 0 ? "" : ` = ${types.join(" | ")}`,
		each(list(node, "Fields"), fieldText, BRACES),
		each(list(node, "EnumValues"), enumValue, BRACES),
	].join("");
}

function fieldText(node: OpaObject): string {
	const args = each(list(node, "Arguments"), fieldText, PARENTHESES);
	return `${described(node)}${text(node, "Name")}${args}: ${type(node.get("Type"))}${defaultValue(node)}${directives(node)}`;
}
