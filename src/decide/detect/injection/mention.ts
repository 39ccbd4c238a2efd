// Tells mentioning an attack from making one: quoted words in a question or a text about attacks weigh less.
import type { Words } from "../phrases/lexicon.ts";
import { CONCEPT } from "./concepts.ts";

/** How far a quotation mark may stand from the wording it encloses. */
const REACH = 80;
const OPENING = "\"'“‘«„`‚「『";
const CLOSING = "\"'”’»“`‘」』";

/** What is left of a score when the wording is only mentioned: enough to be seen, too little to refuse on. */
export const MENTION_FACTOR = 0.5;

/** Whether `start..end` stands within quotation marks on one line. An apostrophe inside a word is none. */
function quoted(text: string, start: number, end: number): boolean {
	let opening = -1;
	// A word may hold the mark itself: `'ignore`.
	for (let i = start; i >= 0 && i >= start - REACH; i--) {
		const c = text[i] as string;
		if (c === "\n") return false;
		if (OPENING.includes(c) && !/[\p{L}\p{N}]/u.test(text[i - 1] ?? " ")) {
			opening = i;
			break;
		}
	}
	if (opening < 0) return false;
	for (let i = Math.max(opening + 1, end - 1); i < text.length && i < end + REACH; i++) {
		const c = text[i] as string;
		if (c === "\n") return false;
		if (CLOSING.includes(c) && !/[\p{L}\p{N}]/u.test(text[i + 1] ?? " ")) return true;
	}
	return false;
}

/** Whether the words outside `start..end` ask about something or speak of attacks. */
function discussed(words: Words, start: number, end: number): boolean {
	for (let i = 0; i < words.count; i++) {
		if ((words.start[i] as number) >= start - REACH * 4 && (words.end[i] as number) <= start) {
			if (((words.mask[i] as number) & (CONCEPT.talk | CONCEPT.question)) !== 0) return true;
		} else if ((words.start[i] as number) >= end && (words.start[i] as number) <= end + REACH * 2) {
			if (((words.mask[i] as number) & CONCEPT.talk) !== 0) return true;
		}
	}
	return false;
}

/** True when the wording at `start..end` is mentioned rather than used. */
export function isMention(text: string, words: Words, start: number, end: number): boolean {
	return quoted(text, start, end) && discussed(words, start, end);
}
