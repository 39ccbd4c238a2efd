// The syntax of Go's text templates, read into actions.
import { numberFrom, type Value } from "../value.ts";
import { builtinError } from "./builtin.ts";

export type Term =
	| { readonly kind: "literal"; readonly value: Value }
	| { readonly kind: "dot"; readonly path: readonly string[] }
	| { readonly kind: "variable"; readonly name: string; readonly path: readonly string[] }
	| { readonly kind: "function"; readonly name: string }
	| { readonly kind: "pipeline"; readonly pipeline: Pipeline; readonly path: readonly string[] };

export type Pipeline = {
	/** Variables that take the value. */
	readonly names: readonly string[];
	readonly declare: boolean;
	readonly commands: readonly (readonly Term[])[];
};

export type Action =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "print"; readonly pipeline: Pipeline }
	| {
			readonly kind: "if" | "with" | "range";
			readonly pipeline: Pipeline;
			readonly then: readonly Action[];
			readonly otherwise: readonly Action[];
	  }
	| { readonly kind: "break" }
	| { readonly kind: "continue" };

type Piece = { readonly text: string; readonly isAction: boolean };

function failure(message: string): Error {
	return builtinError(`template: template:1: ${message}`);
}

export function parseTemplate(template: string): readonly Action[] {
	const pieces = split(template);
	const reader = { pieces, at: 0 };
	const [actions, end] = block(reader, false);
	if (end !== undefined) throw failure(`unexpected {{${end}}}`);
	return actions;
}

/** Text and what stands in braces; a minus inside the braces trims the text beside it. */
function split(template: string): Piece[] {
	const pieces: Piece[] = [];
	const action =
		/\{\{(-(?=\s))?\s*(\/\*[\s\S]*?\*\/|(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|(?!\s*-?\}\})[\s\S])*?)\s*(-)?\}\}/g;
	let at = 0;
	let trim = false;
	const text = (to: number, trimEnd: boolean) => {
		let part = template.slice(at, to);
		if (trim) part = part.trimStart();
		if (trimEnd) part = part.trimEnd();
		if (part !== "") pieces.push({ text: part, isAction: false });
	};
	for (const match of template.matchAll(action)) {
		text(match.index, match[1] !== undefined);
		if (!match[2]?.startsWith("/*")) pieces.push({ text: match[2] ?? "", isAction: true });
		at = match.index + match[0].length;
		trim = match[3] !== undefined;
	}
	text(template.length, false);
	if (pieces.some((piece) => !piece.isAction && piece.text.includes("{{"))) throw failure("unclosed action");
	return pieces;
}

type Reader = { readonly pieces: readonly Piece[]; at: number };

/** Actions up to an `end` or `else`, which is given back. */
function block(reader: Reader, inLoop: boolean): [actions: Action[], end: string | undefined] {
	const actions: Action[] = [];
	for (let piece = reader.pieces[reader.at++]; piece !== undefined; piece = reader.pieces[reader.at++]) {
		if (!piece.isAction) {
			actions.push({ kind: "text", text: piece.text });
			continue;
		}
		const [word = ""] = /^[a-z]+(?=\s|$)/.exec(piece.text) ?? [];
		if (word === "end" || word === "else") return [actions, piece.text];
		if (word === "if" || word === "with" || word === "range")
			actions.push(control(reader, word, piece.text.slice(word.length), inLoop));
		else if (word === "break" || word === "continue") {
			if (!inLoop) throw failure(`{{${word}}} outside {{range}}`);
			actions.push({ kind: word });
		} else if (["define", "template", "block"].includes(word)) throw failure(`{{${word}}} is not supported`);
		else actions.push({ kind: "print", pipeline: parsePipeline(piece.text) });
	}
	return [actions, undefined];
}

function control(reader: Reader, kind: "if" | "with" | "range", text: string, inLoop: boolean): Action {
	const pipeline = parsePipeline(text);
	const [then, end] = block(reader, inLoop || kind === "range");
	if (end === undefined) throw failure("unexpected EOF");
	const again = /^else\s+(if|with)\s([\s\S]*)$/.exec(end);
	if (again !== null)
		return { kind, pipeline, then, otherwise: [control(reader, again[1] as "if" | "with", again[2] ?? "", inLoop)] };
	if (end === "end") return { kind, pipeline, then, otherwise: [] };
	const [otherwise, close] = block(reader, inLoop);
	if (close !== "end") throw failure("unexpected EOF");
	return { kind, pipeline, then, otherwise };
}

const TOKEN =
	/\s*(?:("(?:[^"\\\n]|\\.)*"|`[^`]*`)|('(?:[^'\\\n]|\\.)*')|([+-]?[0-9][0-9A-Za-z_.+-]*)|(\$[A-Za-z0-9_]*)|([A-Za-z_][A-Za-z0-9_]*)|(\.[A-Za-z_][A-Za-z0-9_]*|\.)|(:=|[=|(),]))/y;

type Token = {
	readonly text: string;
	readonly kind: "string" | "character" | "number" | "variable" | "word" | "field" | "sign";
	readonly spaced: boolean;
};
const KINDS = ["string", "character", "number", "variable", "word", "field", "sign"] as const;

function tokens(text: string): Token[] {
	const found: Token[] = [];
	TOKEN.lastIndex = 0;
	while (text.slice(TOKEN.lastIndex).trim() !== "") {
		const from = TOKEN.lastIndex;
		const match = TOKEN.exec(text);
		if (match === null) throw failure(`unexpected ${JSON.stringify(text.slice(from).trim().charAt(0))} in command`);
		const index = KINDS.findIndex((_, position) => match[position + 1] !== undefined);
		found.push({ text: match[index + 1] ?? "", kind: KINDS[index] ?? "sign", spaced: /^\s/.test(match[0]) });
	}
	return found;
}

function parsePipeline(text: string): Pipeline {
	const list = tokens(text);
	if (list.length === 0) throw failure("missing value for command");
	const reader = { list, at: 0 };
	const pipeline = readPipeline(reader);
	if (reader.at < list.length) throw failure(`unexpected ${JSON.stringify(list[reader.at]?.text)} in operand`);
	return pipeline;
}

type TokenReader = { readonly list: readonly Token[]; at: number };

function readPipeline(reader: TokenReader): Pipeline {
	const { names, declare } = readNames(reader);
	const commands: Term[][] = [[]];
	for (let token = reader.list[reader.at]; token !== undefined && token.text !== ")"; token = reader.list[reader.at]) {
		if (token.kind === "sign" && token.text === "|") {
			reader.at++;
			commands.push([]);
		} else commands.at(-1)?.push(readTerm(reader));
	}
	return { names, declare, commands };
}

/** `$x :=`, `$x =` and, of a range, `$i, $x :=`. */
function readNames(reader: TokenReader): Pick<Pipeline, "names" | "declare"> {
	const [first, second, third, fourth] = reader.list.slice(reader.at, reader.at + 4);
	if (first?.kind === "variable" && (second?.text === ":=" || second?.text === "=")) {
		reader.at += 2;
		return { names: [first.text], declare: second.text === ":=" };
	}
	if (
		first?.kind === "variable" &&
		second?.text === "," &&
		third?.kind === "variable" &&
		(fourth?.text === ":=" || fourth?.text === "=")
	) {
		reader.at += 4;
		return { names: [first.text, third.text], declare: fourth.text === ":=" };
	}
	return { names: [], declare: false };
}

/** Fields that follow without a space. */
function readPath(reader: TokenReader): string[] {
	const path: string[] = [];
	for (
		let token = reader.list[reader.at];
		token?.kind === "field" && !token.spaced && token.text !== ".";
		token = reader.list[reader.at]
	) {
		path.push(token.text.slice(1));
		reader.at++;
	}
	return path;
}

function readTerm(reader: TokenReader): Term {
	const token = reader.list[reader.at++] as Token;
	switch (token.kind) {
		case "string":
			return { kind: "literal", value: unquoted(token.text) };
		case "character":
			return { kind: "literal", value: unquoted(`"${token.text.slice(1, -1)}"`).codePointAt(0) ?? 0 };
		case "number": {
			if (Number.isNaN(Number(token.text.replaceAll("_", "")))) throw failure(`bad number syntax: ${JSON.stringify(token.text)}`);
			return { kind: "literal", value: numberFrom(String(Number(token.text.replaceAll("_", "")))) };
		}
		case "variable":
			return { kind: "variable", name: token.text, path: readPath(reader) };
		case "field":
			return { kind: "dot", path: token.text === "." ? [] : [token.text.slice(1), ...readPath(reader)] };
		case "word":
			if (token.text === "true" || token.text === "false") return { kind: "literal", value: token.text === "true" };
			return token.text === "nil" ? { kind: "literal", value: null } : { kind: "function", name: token.text };
		case "sign": {
			if (token.text !== "(") throw failure(`unexpected ${JSON.stringify(token.text)} in operand`);
			const pipeline = readPipeline(reader);
			if (reader.list[reader.at++]?.text !== ")") throw failure("unclosed left paren");
			return { kind: "pipeline", pipeline, path: readPath(reader) };
		}
	}
}

function unquoted(text: string): string {
	if (text.startsWith("`")) return text.slice(1, -1);
	const json = text.replace(
		/\\(?:x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|([av'])|.)/g,
		(whole, hex?: string, long?: string, named?: string) => {
			if (hex !== undefined) return `\\u00${hex}`;
			if (long !== undefined) return String.fromCodePoint(Number.parseInt(long, 16));
			return named === undefined ? whole : { a: "\\u0007", v: "\\u000b", "'": "'" }[named as "a" | "v" | "'"];
		},
	);
	return JSON.parse(json) as string;
}
