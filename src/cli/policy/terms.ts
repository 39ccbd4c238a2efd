// Rego read as a row of terms: references, strings, signs. Enough to see what a source names and where, as it was written.

export type Term =
	/** `signal.type` is `["signal", "type"]`; an index is `[]`. */
	| { readonly kind: "ref"; readonly path: readonly string[]; readonly row: number }
	| { readonly kind: "string"; readonly value: string; readonly row: number }
	| { readonly kind: "sign"; readonly value: string; readonly row: number };

type Token = {
	readonly kind: "name" | "string" | "sign";
	readonly value: string;
	readonly row: number;
	readonly joined: boolean;
};

const TOKEN =
	/(?<space>[ \t\r]+)|(?<line>\n)|(?<comment>#[^\n]*)|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<name>[A-Za-z_]\w*)|(?<sign>:=|==|!=|<=|>=|[^\s])/gy;

/** Terms of a source that parses, comments left out. Strings inside the index of a reference are told after it. */
export function termsOf(source: string): Term[] {
	const tokens = tokensOf(source);
	const terms: Term[] = [];
	for (let at = 0; at < tokens.length; ) {
		const token = tokens[at] as Token;
		if (token.kind !== "name") {
			terms.push({ kind: token.kind, value: token.value, row: token.row });
			at++;
			continue;
		}
		const { path, indexes, end } = reference(tokens, at);
		terms.push({ kind: "ref", path, row: token.row }, ...indexes);
		at = end;
	}
	return terms;
}

function tokensOf(source: string): Token[] {
	const tokens: Token[] = [];
	let row = 1;
	let joined = false;
	for (const { 0: text, groups = {} } of source.matchAll(TOKEN)) {
		const kind = (["name", "string", "sign"] as const).find((each) => groups[each] !== undefined);
		if (kind !== undefined) tokens.push({ kind, value: kind === "string" ? unquoted(text) : text, row, joined });
		joined = kind !== undefined;
		row += text.split("\n").length - 1;
	}
	return tokens;
}

function unquoted(text: string): string {
	return text.startsWith("`") ? text.slice(1, -1) : (JSON.parse(text) as string);
}

/** A name with what is joined to it: `.name` and `[…]`. */
function reference(tokens: readonly Token[], start: number): { path: string[]; indexes: Term[]; end: number } {
	const path = [(tokens[start] as Token).value];
	const indexes: Term[] = [];
	let at = start + 1;
	for (;;) {
		const sign = tokens[at];
		const next = tokens[at + 1];
		if (!sign?.joined) return { path, indexes, end: at };
		if (sign.value === "." && sign.kind === "sign" && next?.kind === "name") {
			path.push(next.value);
			at += 2;
		} else if (sign.value === "[" && sign.kind === "sign") {
			const close = closing(tokens, at);
			const inside = tokens.slice(at + 1, close);
			const only = inside[0];
			path.push(inside.length === 1 && only?.kind === "string" ? only.value : "[]");
			indexes.push(
				...inside.filter(({ kind }) => kind === "string").map(({ value, row }): Term => ({ kind: "string", value, row })),
			);
			at = close + 1;
		} else {
			return { path, indexes, end: at };
		}
	}
}

function closing(tokens: readonly Token[], open: number): number {
	let depth = 0;
	for (let at = open; at < tokens.length; at++) {
		const { kind, value } = tokens[at] as Token;
		if (kind !== "sign") continue;
		if (value === "[") depth++;
		if (value === "]" && --depth === 0) return at;
	}
	return tokens.length;
}
