// Takes out what a renderer does not show within a word: inline tags, comments, emphasis, backticks, escaping backslashes.
import type { Reader } from "./reader.ts";
import { rewrite } from "./rewrite.ts";

const INLINE =
	/<!--[^<>]*-->|<\/?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*)?\/?>|<\/?[a-z]{1,2}-[a-z-]*>|\*{1,3}|~~|`{1,3}|\\(?=[!-/:-@[-`{-~])/gi;
/** A run of such marks without white space between is taken out as one. */
type Mark = { from: number; to: number; readonly tag: boolean };

/** How far a word is looked at on either side of a mark. */
const REACH = 48;
const WORD = /[A-Za-z0-9@._+-]/;

/**
 * `ana<b>@</b>example.com`, `4111**1111**…`, `gh*p_…`: a tag or a comment between letters always, other marks (which are
 * signs of arithmetic and code as well) where the word they stand in has an `@`, many digits, or the looks of a token.
 */
export const markup: Reader = {
	kind: "markup",
	encoding: false,
	read: (text) => {
		if (!/[<*~`\\]/.test(text)) return [];
		const within = marks(text).filter((mark) => isWithinWord(text, mark));
		if (within.length === 0) return [];
		const out = rewrite(text);
		let position = 0;
		for (const { from, to } of within) {
			out.copy(position, from);
			position = to;
		}
		out.copy(position, text.length);
		const read = out.finish();
		// What is left out stands nowhere in the new text: the characters beside it tell where it was.
		return [{ ...read, changed: [], hits: [] }];
	},
};

function marks(text: string): Mark[] {
	const found: Mark[] = [];
	for (const match of text.matchAll(INLINE)) {
		const to = match.index + match[0].length;
		const tag = match[0].startsWith("<");
		const last = found.at(-1);
		if (last?.to === match.index) found[found.length - 1] = { from: last.from, to, tag: tag || last.tag };
		else found.push({ from: match.index, to, tag });
	}
	return found;
}

function isWithinWord(text: string, { from, to, tag }: Mark): boolean {
	const [left, right] = [text.charAt(from - 1), text.charAt(to)];
	if (!WORD.test(left) || !WORD.test(right)) return false;
	if (tag && /[A-Za-z]/.test(left) && /[A-Za-z]/.test(right)) return true;
	const before = /\S*$/.exec(text.slice(Math.max(0, from - REACH), from))?.[0] ?? "";
	const word = before + (/^\S*/.exec(text.slice(to, to + REACH))?.[0] ?? "");
	return word.includes("@") || isTokenLike(word);
}

/** A number of twelve digits and more, or sixteen characters with a digit and a letter among them. */
function isTokenLike(word: string): boolean {
	const plain = word.replace(INLINE, "");
	if ((plain.match(/[0-9]/g)?.length ?? 0) >= 12) return true;
	const run = /[A-Za-z0-9_-]{16,}/.exec(plain)?.[0];
	return run !== undefined && /[0-9]/.test(run) && /[A-Za-z]/.test(run);
}
