// Moves a Rego module under a prefix of its own, so that many test cases fit into one compiled module: `data.a` becomes
// `data.<prefix>.a`, `package a` becomes `package <prefix>.a`.

/** What a rewrite may not touch: strings and comments; template strings are entered, since they hold expressions. */
const OPAQUE = /#[^\n]*|"(?:[^"\\\n]|\\.)*"|`[^`]*`/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;

export function renameModule(source: string, prefix: string): string {
	return rewrite(source, 0, prefix, false).text;
}

type Rewritten = { readonly text: string; readonly end: number };

/** Rewrites to the end of the text, or of the expression in braces when `nested`. */
function rewrite(source: string, from: number, prefix: string, nested: boolean): Rewritten {
	let text = "";
	let at = from;
	let depth = 0;
	let word = "";
	while (at < source.length) {
		if (source.startsWith('$"', at) || source.startsWith("$`", at)) {
			const template = rewriteTemplate(source, at, prefix);
			text += template.text;
			at = template.end;
			continue;
		}
		const skipped = match(OPAQUE, source, at);
		const next = skipped ?? match(WORD, source, at) ?? source.charAt(at);
		if (nested && next === "{") depth++;
		if (nested && next === "}" && depth-- === 0) break;
		if (skipped === undefined && next === "data" && source.charAt(at - 1) !== ".") text += `data.${prefix}`;
		else if (word === "package" && /^[A-Za-z_]/.test(next)) text += `${prefix}.${next}`;
		else text += next;
		if (/\S/.test(next)) word = next;
		at += next.length;
	}
	return { text, end: at };
}

function rewriteTemplate(source: string, from: number, prefix: string): Rewritten {
	const quote = source.charAt(from + 1);
	let text = `$${quote}`;
	let at = from + 2;
	while (at < source.length && source.charAt(at) !== quote) {
		if (source.charAt(at) === "\\") {
			text += source.slice(at, at + 2);
			at += 2;
			continue;
		}
		if (source.charAt(at) !== "{") {
			text += source.charAt(at++);
			continue;
		}
		const inner = rewrite(source, at + 1, prefix, true);
		text += `{${inner.text}}`;
		at = inner.end + 1;
	}
	return { text: text + quote, end: at + 1 };
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
	pattern.lastIndex = at;
	return pattern.exec(source)?.[0];
}
