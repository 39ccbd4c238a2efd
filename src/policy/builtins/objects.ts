// Collections: subset relations, flattening, and the casts of earlier Rego.
import {
	isArray,
	isObject,
	isSet,
	type OpaArray,
	type OpaObject,
	type OpaSet,
	type TypeName,
	typeName,
	type Value,
} from "../value.ts";
import { equal, isMember, lookUp, sorted } from "../value-order.ts";
import { type Builtin, type Builtins, builtinError } from "./builtin.ts";
import { arrayOperand, members, operand, typeError } from "./operand.ts";

export const OBJECTS: Builtins = {
	"array.flatten": (args) => arrayOperand(args, 1).flatMap((item) => (isArray(item) ? [...item] : [item])),
	"object.subset": (args) => {
		const [whole, part] = [operand(args, 1), operand(args, 2)];
		if (isObject(whole) && isObject(part)) return objectHolds(whole, part);
		if (isSet(whole) && isSet(part)) return setHolds(whole, part);
		if (isArray(whole) && isArray(part)) return arrayHolds(whole, part);
		if (isArray(whole) && isSet(part)) return part.size > 0 ? setHolds(whole, part) : whole.length > 0;
		throw builtinError("both arguments object.subset must be of the same type or array and set", "eval_type_error");
	},
	cast_array: (args) => [...collection(args)],
	cast_set: (args) => new Set(collection(args)),
	cast_string: cast("string"),
	cast_boolean: cast("boolean"),
	cast_null: cast("null"),
	cast_object: cast("object"),
};

function collection(args: readonly Value[]): readonly Value[] {
	const value = operand(args, 1);
	const items = members(value);
	if (items === undefined) throw typeError(1, value, "array", "set");
	return items;
}

function cast(type: TypeName): Builtin {
	return (args) => {
		const value = operand(args, 1);
		if (typeName(value) !== type) throw typeError(1, value, type);
		return value;
	};
}

function objectHolds(whole: OpaObject, part: OpaObject): boolean {
	return [...part].every(([key, item]) => {
		const found = lookUp(whole, key);
		if (found === undefined) return false;
		if (equal(found, item)) return true;
		if (isObject(found) && isObject(item)) return objectHolds(found, item);
		if (isSet(found) && isSet(item)) return setHolds(found, item);
		return isArray(found) && isArray(item) && arrayHolds(found, item);
	});
}

function setHolds(whole: Iterable<Value>, part: OpaSet): boolean {
	const list = [...whole];
	return sorted(part).every((member) => isMember(list, member));
}

/** As a run of neighbours. */
function arrayHolds(whole: OpaArray, part: OpaArray): boolean {
	let [from, matched] = [0, 0];
	while (matched < part.length) {
		const item = whole[from + matched];
		if (item === undefined) return false;
		if (equal(item, part[matched] as Value)) matched++;
		else {
			from++;
			matched = 0;
		}
	}
	return true;
}
