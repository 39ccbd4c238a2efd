// Reads plain JSON in one pass: where a value ends, and its canonical text. What is not plain is left to the readers that tell
// faults and know every spelling.

/** The value ends at `end`; `canonical` is `literalJson` of it but for its line separators, as `jsonText` writes it. */
export type PlainValue = { readonly end: number; readonly canonical: string };

type Scan = { readonly text: string; at: number };

/** Deeper values are rare, and the other readers have bounds of their own. */
const MAX_DEPTH = 64;
/** Members of an object that are put in order as they come, which takes time with their square. */
const MAX_UNORDERED = 64;
const [QUOTE, BACKSLASH, COMMA, COLON, MINUS, ZERO, NINE] = [0x22, 0x5c, 0x2c, 0x3a, 0x2d, 0x30, 0x39];
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/**
 * The value at `from`; `undefined` when it is not plain: a fault, an escape, a member name that is not ASCII, twice the same
 * name, deep nesting, or many members out of order.
 */
export function plainValue(text: string, from: number): PlainValue | undefined {
	const scan: Scan = { text, at: from };
	const canonical = value(scan, 0);
	return canonical === undefined ? undefined : { end: scan.at, canonical };
}

/** Members of the object at `from`, when all of it is plain: its names without quotes, with what their values span. */
export function plainMembers(text: string, from: number): { end: number; members: Map<string, PlainMember> } | undefined {
	const scan: Scan = { text, at: from };
	if (text.charCodeAt(from) !== 0x7b) return undefined;
	scan.at++;
	const members = new Map<string, PlainMember>();
	if (space(scan) === 0x7d) return { end: scan.at + 1, members };
	do {
		const name = memberName(scan);
		if (name === undefined) return undefined;
		space(scan);
		const start = scan.at;
		const canonical = value(scan, 1);
		if (canonical === undefined) return undefined;
		members.set(name, { text: text.slice(start, scan.at), canonical });
	} while (continues(scan, 0x7d));
	return text.charCodeAt(scan.at - 1) === 0x7d ? { end: scan.at, members } : undefined;
}

export type PlainMember = { readonly text: string; readonly canonical: string };

/** Moves to the next character that is no space, and gives it. */
function space(scan: Scan): number {
	for (;;) {
		const code = scan.text.charCodeAt(scan.at);
		if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
		scan.at++;
	}
}

/** Reads a comma, and the space behind it (true), or anything else (false): the caller looks whether it was the end. */
function continues(scan: Scan, close: number): boolean {
	const code = space(scan);
	scan.at++;
	if (code === close || code !== COMMA) return false;
	space(scan);
	return true;
}

function value(scan: Scan, depth: number): string | undefined {
	const code = scan.text.charCodeAt(scan.at);
	if (code === QUOTE) return string(scan);
	if (code === 0x7b) return depth < MAX_DEPTH ? object(scan, depth + 1) : undefined;
	if (code === 0x5b) return depth < MAX_DEPTH ? array(scan, depth + 1) : undefined;
	if (code === MINUS || (code >= ZERO && code <= NINE)) return number(scan);
	return word(scan, "true") ?? word(scan, "false") ?? word(scan, "null");
}

function word(scan: Scan, expected: string): string | undefined {
	if (!scan.text.startsWith(expected, scan.at)) return undefined;
	scan.at += expected.length;
	return expected;
}

/** The string with its quotes: what has no escape is written as it stands. */
function string(scan: Scan): string | undefined {
	const { text, at } = scan;
	let end = at + 1;
	for (let code = text.charCodeAt(end); code !== QUOTE; code = text.charCodeAt(++end)) {
		// At the end of the text the code is NaN, which is not at least 0x20.
		if (!(code >= 0x20) || code === BACKSLASH || (code >= 0xd800 && code <= 0xdfff)) return undefined;
	}
	scan.at = end + 1;
	return text.slice(at, end + 1);
}

/** Most numbers are a few digits. */
function number(scan: Scan): string | undefined {
	const { text, at } = scan;
	let end = at;
	let code = text.charCodeAt(end);
	while (code >= ZERO && code <= NINE) code = text.charCodeAt(++end);
	const whole = end > at && (end === at + 1 || text.charCodeAt(at) !== ZERO);
	if (!whole || code === 0x2e || code === 0x65 || code === 0x45) {
		NUMBER.lastIndex = at;
		const literal = NUMBER.exec(text)?.[0];
		if (literal === undefined) return undefined;
		end = at + literal.length;
		code = text.charCodeAt(end);
		// `01` and `1.` are two tokens to this reader, and a fault.
		if ((code >= ZERO && code <= NINE) || code === 0x2e || code === 0x65 || code === 0x45) return undefined;
	}
	scan.at = end;
	return text.slice(at, end);
}

function array(scan: Scan, depth: number): string | undefined {
	scan.at++;
	if (space(scan) === 0x5d) {
		scan.at++;
		return "[]";
	}
	let canonical = "[";
	do {
		const item = value(scan, depth);
		if (item === undefined) return undefined;
		canonical += canonical.length === 1 ? item : `,${item}`;
	} while (continues(scan, 0x5d));
	return scan.text.charCodeAt(scan.at - 1) === 0x5d ? `${canonical}]` : undefined;
}

/** The name at the scan's place, without its quotes, and moves behind its colon. */
function memberName(scan: Scan): string | undefined {
	const { text, at } = scan;
	if (text.charCodeAt(at) !== QUOTE) return undefined;
	let end = at + 1;
	for (let code = text.charCodeAt(end); code !== QUOTE; code = text.charCodeAt(++end)) {
		// Other names have another order by UTF-16 than by code point.
		if (!(code >= 0x20) || code === BACKSLASH || code >= 0x7f) return undefined;
	}
	scan.at = end + 1;
	if (space(scan) !== COLON) return undefined;
	scan.at++;
	return text.slice(at + 1, end);
}

function object(scan: Scan, depth: number): string | undefined {
	scan.at++;
	if (space(scan) === 0x7d) {
		scan.at++;
		return "{}";
	}
	const names: string[] = [];
	const members: string[] = [];
	do {
		const name = memberName(scan);
		if (name === undefined) return undefined;
		space(scan);
		const text = value(scan, depth);
		if (text === undefined) return undefined;
		// Members are few, and often in order: each goes to its place as it comes.
		let place = names.length;
		while (place > 0 && (names[place - 1] as string) > name) place--;
		if (place > 0 && names[place - 1] === name) return undefined;
		if (place < names.length && names.length >= MAX_UNORDERED) return undefined;
		names.push(name);
		members.push(text);
		for (let at = names.length - 1; at > place; at--) {
			names[at] = names[at - 1] as string;
			members[at] = members[at - 1] as string;
		}
		names[place] = name;
		members[place] = text;
	} while (continues(scan, 0x7d));
	if (scan.text.charCodeAt(scan.at - 1) !== 0x7d) return undefined;
	let canonical = "{";
	for (let at = 0; at < names.length; at++) canonical += `${at === 0 ? '"' : ',"'}${names[at]}":${members[at]}`;
	return `${canonical}}`;
}
