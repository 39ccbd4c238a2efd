// JSON Patch (RFC 6902) over OPA's values: objects with any keys, arrays, and sets, whose members are their own keys.
import { isArray, isNumber, isObject, isSet, literalOf, type OpaObject, typeName, type Value } from "../value.ts";
import { equal, isMember, lookUp } from "../value-order.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { arrayOperand, operand, operandError } from "./operand.ts";
import { termText } from "./text.ts";

export const JSON_PATCH: Builtins = {
	"json.patch": (args) => arrayOperand(args, 2).reduce(apply, operand(args, 1)),
};

type Path = readonly Value[];

function apply(document: Value, operation: Value): Value {
	if (!isObject(operation))
		throw builtinError("must be an array of JSON-Patch objects, but at least one element is not an object");
	const path = required(operation, "path");
	const op = required(operation, "op");
	if (typeof op !== "string") throw builtinError(`attribute 'op' must be a string but found: ${typeName(op)}`);
	const target = pathOf(path);
	switch (op) {
		case "add":
			return insert(document, target, required(operation, "value"));
		case "remove":
			return remove(document, target);
		case "replace":
			return insert(target.length === 0 ? document : remove(document, target), target, required(operation, "value"));
		case "move": {
			const from = pathOf(required(operation, "from"));
			const moved = find(document, from);
			return insert(remove(document, from), target, moved);
		}
		case "copy":
			return insert(document, target, find(document, pathOf(required(operation, "from"))));
		case "test":
			return test(document, find(document, target), required(operation, "value"));
		default:
			throw builtinError(`unrecognized op: '${op}'`);
	}
}

function required(operation: OpaObject, name: string): Value {
	const value = operation.get(name);
	if (value === undefined) throw builtinError(`missing required attribute '${name}'`);
	return value;
}

function test(document: Value, found: Value, expected: Value): Value {
	if (equal(found, expected)) return document;
	throw builtinError(`value from EditTree != patch value.\n\nExpected: ${termText(expected)}\n\nFound: ${termText(found)}`);
}

/** A JSON pointer, whose leading slashes do not count, or an array of keys. */
function pathOf(path: Value): Path {
	if (isArray(path)) return path;
	if (typeof path !== "string") {
		throw operandError(
			2,
			`must be one of {set, array} containing string paths or array of path segments but got ${typeName(path)}`,
		);
	}
	if (path === "") return [];
	return path
		.replace(/^\/+/, "")
		.split("/")
		.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Where in an array of this length a key points; `-` points behind its end. */
function indexOf(length: number, key: Value): number {
	if (isNumber(key)) {
		if (!/^-?[0-9]+$/.test(literalOf(key))) throw builtinError("invalid number type for indexing");
		return Number(literalOf(key));
	}
	if (typeof key !== "string") throw builtinError("invalid type for indexing");
	if (key === "-") return length;
	if (!/^[+-]?[0-9]+$/.test(key)) throw builtinError("invalid string for indexing");
	if (key.length > 1 && key.startsWith("0")) throw builtinError("leading zeros are not allowed in JSON paths");
	return Number(key);
}

function child(node: Value, key: Value): Value {
	if (isObject(node)) {
		const found = lookUp(node, key);
		if (found === undefined) throw builtinError(`path ${termText(key)} does not exist in object term ${termText(node)}`);
		return found;
	}
	if (isArray(node)) {
		const found = node[indexOf(node.length, key)];
		if (found === undefined) throw builtinError(`path ${termText(key)} does not exist in array term ${termText(node)}`);
		return found;
	}
	if (isSet(node)) {
		if (!isMember(node, key)) throw builtinError(`path ${termText([key])} does not exist in set term ${termText(node)}`);
		return key;
	}
	throw builtinError(`expected composite type for path ${termText(key)}, found value: ${described(node)}`);
}

/** A value that is no composite, with the name of its type as OPA's code spells it. */
function described(value: Value): string {
	const type = typeName(value);
	return `${termText(value)} (type: ast.${type.charAt(0).toUpperCase()}${type.slice(1)})`;
}

function find(document: Value, path: Path): Value {
	return path.reduce(child, document);
}

/** The document with `change` made to the composite that holds the last key of the path. */
function edit(document: Value, path: Path, change: (holder: Value, key: Value) => Value): Value {
	const [key, ...rest] = path as [Value, ...Value[]];
	if (rest.length === 0) return change(document, key);
	const changed = edit(child(document, key), rest, change);
	if (isArray(document)) return document.with(indexOf(document.length, key), changed);
	if (isObject(document)) return withoutKey(document, key).set(key, changed);
	const members = [...(document as ReadonlySet<Value>)].filter((member) => !equal(member, key));
	return new Set([...members, changed]);
}

function withoutKey(object: OpaObject, key: Value): Map<Value, Value> {
	return new Map([...object].filter(([other]) => !equal(other, key)));
}

function insert(document: Value, path: Path, value: Value): Value {
	if (path.length === 0) return value;
	return edit(document, path, (holder, key) => {
		if (isObject(holder)) return withoutKey(holder, key).set(key, value);
		if (isArray(holder)) {
			const index = indexOf(holder.length, key);
			if (index < 0 || index > holder.length) throw builtinError("index for array insertion out of bounds");
			return holder.toSpliced(index, 0, value);
		}
		if (!isSet(holder)) throw builtinError(`expected composite type, found value: ${described(holder)}`);
		if (!equal(key, value)) throw builtinError(`set key ${termText(key)} does not equal value to be inserted ${termText(value)}`);
		return new Set([...holder, value]);
	});
}

function remove(document: Value, path: Path): Value {
	if (path.length === 0) return null;
	return edit(document, path, (holder, key) => {
		if (isArray(holder)) {
			const index = indexOf(holder.length, key);
			if (index < 0 || index >= holder.length) throw builtinError("index for array delete out of bounds");
			return holder.toSpliced(index, 1);
		}
		if (!isObject(holder) && !isSet(holder)) throw builtinError(`expected composite type, found value: ${described(holder)}`);
		const present = isObject(holder) ? lookUp(holder, key) !== undefined : isMember(holder, key);
		if (!present) throw builtinError(`cannot delete child key ${termText(key)} that does not exist`);
		return isObject(holder) ? withoutKey(holder, key) : new Set([...holder].filter((member) => !equal(member, key)));
	});
}
