// Random inputs of one shape with values of every kind in it, as JSON text: numbers and escapes as they are written.
import { NUMBERS, SMALL_NUMBERS, STRINGS } from "./literals.ts";
import type { Random } from "./random.ts";

/** Escapes that JSON allows and that are no text. */
const ODD_ESCAPES = ['"\\ud800"', '"\\udc00x"', '"\\u0000"', '"\\/"', '"\\ud83d\\ude00"'] as const;
const NAMES = ["ana", "bo", "ché", "a"] as const;

/** Fields of every input, with the type that they usually have. */
export const INPUT_FIELDS = [
	["n", "number"],
	["m", "number"],
	["s", "string"],
	["t", "string"],
	["b", "boolean"],
	["z", "null"],
	["nums", "array"],
	["strs", "array"],
	["list", "array"],
	["obj", "object"],
	["users", "array"],
	["tree", "object"],
	["none", "any"],
	["x", "any"],
] as const;

export function inputText(random: Random): string {
	const list = (make: () => string, most = 4) => `[${Array.from({ length: random.below(most + 1) }, make).join(",")}]`;
	const number = () => random.pick(random.chance(0.5) ? SMALL_NUMBERS : NUMBERS);
	const string = () => (random.chance(0.04) ? random.pick(ODD_ESCAPES) : JSON.stringify(random.pick(STRINGS)));
	const any = (depth = 0): string =>
		random.weighted<() => string>([
			[4, number],
			[4, string],
			[1, () => "null"],
			[1, () => "true"],
			[1, () => "false"],
			[depth > 2 ? 0 : 2, () => list(() => any(depth + 1), 3)],
			[depth > 2 ? 0 : 2, () => object(depth + 1)],
		])();
	const object = (depth: number): string => {
		const keys = new Set(
			Array.from({ length: random.below(4) }, () =>
				random.chance(0.6) ? random.pick(["a", "b", "c", "list", "0"]) : random.pick(STRINGS),
			),
		);
		return `{${[...keys].map((key) => `${JSON.stringify(key)}:${any(depth)}`).join(",")}}`;
	};
	const user = () =>
		`{"name":"${random.pick(NAMES)}","age":${random.pick(SMALL_NUMBERS)},"roles":${list(() => `"${random.pick(["admin", "dev", "ops"])}"`, 2)}}`;
	const makers: Record<string, () => string> = {
		number,
		string,
		boolean: () => random.pick(["true", "false"]),
		null: () => "null",
		object: () => object(0),
		any,
	};
	const fields = INPUT_FIELDS.flatMap(([name, type]): string[] => {
		if (name === "none" || random.chance(0.05)) return [];
		if (random.chance(0.06)) return [`"${name}":${any()}`];
		const made =
			name === "nums"
				? list(number, 5)
				: name === "strs"
					? list(string, 5)
					: name === "users"
						? list(user, 3)
						: type === "array"
							? list(any, 4)
							: makers[type]?.();
		return [`"${name}":${made}`];
	});
	return `{${fields.join(",")}}`;
}

/** The base document under every program. */
export const BASE = `{"users":{"ana":{"roles":["admin","dev"],"age":41},"bo":{"roles":[],"age":1.50},"ché":{"roles":["dev"],"age":null}},"nums":[3,1,2,1e2,12345678901234567890,-0.5],"words":["b","a","","é"],"flags":{"on":true,"off":false,"none":null},"deep":{"a":{"b":[{"c":1},{"c":[2,{"d":"x"}]}]}},"empty":{},"list":[]}`;
