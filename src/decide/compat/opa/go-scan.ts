// JSON as Go's decoder reads it: the first value of a text, where it ends, and in Go's words what is wrong with it.
import { MAX_OPA_JSON_DEPTH } from "../../../platform/limits.ts";
import { err, ok, type Result } from "../../../platform/result.ts";

/** Where a value stands in its text. */
export type Span = { readonly start: number; readonly end: number };

/** `EOF`: nothing but space; `unexpected EOF`: it stops within a value. */
export type ScanFault = string;

/** Receives each member of the outermost object; the name still has its quotes. */
export type OnMember = (name: string, value: Span) => void;

type Scan = { readonly text: string; at: number; depth: number };

const EOF = "EOF";
const CUT = "unexpected EOF";
const VALUE = "looking for beginning of value";

/** Finds the first value at or behind `from`; whatever follows it is not looked at. */
export function scanValue(text: string, from = 0, onMember?: OnMember): Result<Span, ScanFault> {
	const scan: Scan = { text, at: from, depth: 0 };
	space(scan);
	if (scan.at === text.length) return err(EOF);
	const start = scan.at;
	const fault = value(scan, onMember);
	return fault === undefined ? ok({ start, end: scan.at }) : err(fault);
}

/** Index of the first character at or behind `at` that is no space. */
export function skipSpace(text: string, at: number): number {
	const scan: Scan = { text, at, depth: 0 };
	space(scan);
	return scan.at;
}

function space(scan: Scan): void {
	for (;;) {
		const code = scan.text.charCodeAt(scan.at);
		if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
		scan.at++;
	}
}

/** The complaint about the next character. */
function wrong(scan: Scan, context: string): ScanFault {
	return scan.at >= scan.text.length ? CUT : `invalid character ${quoted(scan.text, scan.at)} ${context}`;
}

const NAMED: Readonly<Record<string, string>> = {
	"'": "'\\''",
	'"': "'\"'",
	"\\": "'\\\\'",
	"\u0007": "'\\a'",
	"\b": "'\\b'",
	"\f": "'\\f'",
	"\n": "'\\n'",
	"\r": "'\\r'",
	"\t": "'\\t'",
	"\v": "'\\v'",
};

/** Go looks at bytes: of a character beyond ASCII it names the first. */
function quoted(text: string, at: number): string {
	const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
	const named = NAMED[character];
	if (named !== undefined) return named;
	const code = character.charCodeAt(0);
	if (code < 0x20 || code === 0x7f) return `'\\x${code.toString(16).padStart(2, "0")}'`;
	return code < 0x80 ? `'${character}'` : `'${String.fromCharCode(new TextEncoder().encode(character)[0] ?? 0)}'`;
}

function value(scan: Scan, onMember?: OnMember): ScanFault | undefined {
	switch (scan.text[scan.at]) {
		case "{":
			return nested(scan, () => object(scan, onMember));
		case "[":
			return nested(scan, () => array(scan));
		case '"':
			return string(scan);
		case "t":
			return word(scan, "true");
		case "f":
			return word(scan, "false");
		case "n":
			return word(scan, "null");
		default:
			return number(scan);
	}
}

function nested(scan: Scan, read: () => ScanFault | undefined): ScanFault | undefined {
	if (++scan.depth > MAX_OPA_JSON_DEPTH) return "exceeded max depth";
	scan.at++;
	const fault = read();
	scan.depth--;
	return fault;
}

function object(scan: Scan, onMember?: OnMember): ScanFault | undefined {
	space(scan);
	if (take(scan, "}")) return undefined;
	for (;;) {
		if (scan.text[scan.at] !== '"') return wrong(scan, "looking for beginning of object key string");
		const nameStart = scan.at;
		const badName = string(scan);
		if (badName !== undefined) return badName;
		const name = scan.text.slice(nameStart, scan.at);
		space(scan);
		if (!take(scan, ":")) return wrong(scan, "after object key");
		space(scan);
		const start = scan.at;
		const fault = value(scan);
		if (fault !== undefined) return fault;
		onMember?.(name, { start, end: scan.at });
		space(scan);
		if (take(scan, "}")) return undefined;
		if (!take(scan, ",")) return wrong(scan, "after object key:value pair");
		space(scan);
	}
}

function array(scan: Scan): ScanFault | undefined {
	space(scan);
	if (take(scan, "]")) return undefined;
	for (;;) {
		const fault = value(scan);
		if (fault !== undefined) return fault;
		space(scan);
		if (take(scan, "]")) return undefined;
		if (!take(scan, ",")) return wrong(scan, "after array element");
		space(scan);
	}
}

function take(scan: Scan, character: string): boolean {
	if (scan.text[scan.at] !== character) return false;
	scan.at++;
	return true;
}

const PLAIN = /[^"\\\u0000-\u001f]*/y;

function string(scan: Scan): ScanFault | undefined {
	scan.at++;
	for (;;) {
		PLAIN.lastIndex = scan.at;
		scan.at += PLAIN.exec(scan.text)?.[0].length ?? 0;
		if (take(scan, '"')) return undefined;
		if (!take(scan, "\\")) return wrong(scan, "in string literal");
		if (take(scan, "u")) {
			for (let digit = 0; digit < 4; digit++) {
				if (!/[0-9a-fA-F]/.test(scan.text[scan.at] ?? "")) return wrong(scan, "in \\u hexadecimal character escape");
				scan.at++;
			}
		} else {
			if (!/["\\/bfnrt]/.test(scan.text[scan.at] ?? "")) return wrong(scan, "in string escape code");
			scan.at++;
		}
	}
}

function word(scan: Scan, expected: string): ScanFault | undefined {
	for (const letter of expected) {
		if (!take(scan, letter)) return wrong(scan, `in literal ${expected} (expecting '${letter}')`);
	}
	return undefined;
}

const DIGITS = /[0-9]*/y;

function digits(scan: Scan): boolean {
	DIGITS.lastIndex = scan.at;
	const found = DIGITS.exec(scan.text)?.[0].length ?? 0;
	scan.at += found;
	return found > 0;
}

function number(scan: Scan): ScanFault | undefined {
	const negative = take(scan, "-");
	if (!take(scan, "0") && !digits(scan)) return wrong(scan, negative ? "in numeric literal" : VALUE);
	if (take(scan, ".") && !digits(scan)) return wrong(scan, "after decimal point in numeric literal");
	if (!take(scan, "e") && !take(scan, "E")) return undefined;
	if (!take(scan, "+")) take(scan, "-");
	return digits(scan) ? undefined : wrong(scan, "in exponent of numeric literal");
}
