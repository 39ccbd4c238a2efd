// JSON read strictly: duplicate member names, depth and lone surrogates are errors, where `JSON.parse` alone is blind.
import { MAX_JSON_DEPTH } from "./limits.ts";
import { err, ok, type Result } from "./result.ts";

export type JsonFault = "syntax" | "duplicate-name" | "too-deep" | "lone-surrogate" | "reserved-name" | "number-range";

/** Parses a text as I-JSON. Linear in its length; the fault never carries the text. */
export function parseStrictJson(text: string): Result<unknown, JsonFault> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return err("syntax");
	}
	const fault = scanNames(text) ?? scanValues(text, value);
	return fault === undefined ? ok(value) : err(fault);
}

/** Walks syntactically valid JSON once, keeping the names of each open object. */
function scanNames(text: string): JsonFault | undefined {
	const open: (Set<string> | undefined)[] = [];
	let nameNext = false;
	for (let at = 0; at < text.length; at++) {
		switch (text.charCodeAt(at)) {
			case 0x7b: // {
				open.push(new Set());
				nameNext = true;
				break;
			case 0x5b: // [
				open.push(undefined);
				nameNext = false;
				break;
			case 0x7d: // }
			case 0x5d: // ]
				open.pop();
				nameNext = false;
				break;
			case 0x2c: // ,
				nameNext = open.at(-1) !== undefined;
				break;
			case 0x22: {
				const end = stringEnd(text, at);
				if (nameNext) {
					const fault = addName(open.at(-1), text.slice(at, end + 1));
					if (fault !== undefined) return fault;
					nameNext = false;
				}
				at = end;
				break;
			}
		}
		if (open.length > MAX_JSON_DEPTH) return "too-deep";
	}
	return undefined;
}

/** Index of the closing quote of the string that opens at `start`. */
function stringEnd(text: string, start: number): number {
	let at = start;
	for (;;) {
		at = text.indexOf('"', at + 1);
		let slashes = 0;
		while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
		if (slashes % 2 === 0) return at;
	}
}

function addName(names: Set<string> | undefined, quoted: string): JsonFault | undefined {
	const name = quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
	// An own member of that name would be lost or would change an object's prototype somewhere on its way.
	if (name === "__proto__") return "reserved-name";
	if (names?.has(name)) return "duplicate-name";
	names?.add(name);
	return undefined;
}

/** Long digit runs and escapes are rare: only then are the values walked. */
const LONG_NUMBER = /\d{16}|\d[eE]/;

/** Lone surrogates can only come from escapes (valid UTF-8 has none); integers beyond 2^53 would change on their way. */
function scanValues(text: string, value: unknown): JsonFault | undefined {
	return text.includes("\\u") || LONG_NUMBER.test(text) ? valueFault(value) : undefined;
}

function valueFault(value: unknown): JsonFault | undefined {
	if (typeof value === "string") return value.isWellFormed() ? undefined : "lone-surrogate";
	if (typeof value === "number")
		return Number.isInteger(value) && !Number.isSafeInteger(value) ? "number-range" : finiteFault(value);
	if (typeof value !== "object" || value === null) return undefined;
	for (const [name, member] of Object.entries(value)) {
		const fault = valueFault(name) ?? valueFault(member);
		if (fault !== undefined) return fault;
	}
	return undefined;
}

/** `1e999` parses to infinity. */
function finiteFault(value: number): JsonFault | undefined {
	return Number.isFinite(value) ? undefined : "number-range";
}
