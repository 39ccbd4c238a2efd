// Expands sentence grammars: `[a|b]` is a choice, `{name}` a choice from a list of the grammar.

export type Pick = <T>(items: readonly T[]) => T;
export type Grammar = Readonly<Record<string, readonly string[]>>;

/** Alternatives of a line that parts them by `|`, outside brackets. */
export function alternatives(line: string): string[] {
	const out: string[] = [];
	let depth = 0;
	let from = 0;
	for (let i = 0; i <= line.length; i++) {
		const c = line[i];
		if (c === "[") depth++;
		else if (c === "]") depth--;
		else if ((c === "|" && depth === 0) || c === undefined) {
			out.push(line.slice(from, i));
			from = i + 1;
		}
	}
	return out;
}

/** One random expansion of `template`. Brackets nest; `\[` stands for a bracket of the text itself. */
export function expand(template: string, grammar: Grammar, pick: Pick): string {
	let out = "";
	for (let i = 0; i < template.length; i++) {
		const c = template[i] as string;
		if (c === "\\") {
			out += template[++i] ?? "";
		} else if (c === "[") {
			const end = closing(template, i);
			out += expand(pick(alternatives(template.slice(i + 1, end))), grammar, pick);
			i = end;
		} else if (c === "{") {
			const end = template.indexOf("}", i);
			const name = template.slice(i + 1, end);
			const list = grammar[name];
			if (list === undefined) throw new Error(`no list ${name}`);
			out += expand(pick(list), grammar, pick);
			i = end;
		} else {
			out += c;
		}
	}
	return out;
}

function closing(text: string, open: number): number {
	let depth = 0;
	for (let i = open; i < text.length; i++) {
		if (text[i] === "\\") i++;
		else if (text[i] === "[") depth++;
		else if (text[i] === "]" && --depth === 0) return i;
	}
	throw new Error(`a bracket does not close: ${text.slice(open, open + 40)}`);
}
