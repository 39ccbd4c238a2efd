// Taint: whether an argument's value came from untrusted text of the request, told in linear time whatever the text is.
import type { DecideRequest } from "../../contract/request.ts";
import { MAX_TAINT_STEPS } from "../../platform/limits.ts";
import { messageText } from "../normalise/messages.ts";

/** A value must be this long before its presence in untrusted text says anything. */
const MIN_TAINT_CHARS = 6;

export type TaintCheck = (value: string) => boolean;

/** Checks values against the documents and tool messages of a request. Past its bound every value counts as tainted. */
export function taintCheck(request: DecideRequest): TaintCheck {
	const text = untrustedText(request);
	let steps = 0;
	return (value) => {
		if (value.length < MIN_TAINT_CHARS || value.length > text.length) return false;
		steps += text.length + value.length;
		return steps > MAX_TAINT_STEPS || occursIn(text, value);
	};
}

/** Where untrusted text came in: documents, and messages of tools. */
function untrustedText(request: DecideRequest): string {
	const texts = (request.documents ?? []).filter((document) => document.trust !== "trusted").map((document) => document.text);
	for (const message of [...(request.history ?? []), ...(request.content ?? [])]) {
		if (message.role === "tool") texts.push(messageText(message));
	}
	return texts.join("\n");
}

/** Knuth, Morris and Pratt (1977): the engine's own search takes time in the product of the lengths on repeated letters. */
export function occursIn(text: string, value: string): boolean {
	const borders = new Int32Array(value.length);
	for (let at = 1, border = 0; at < value.length; at++) {
		while (border > 0 && value.charCodeAt(at) !== value.charCodeAt(border)) border = borders[border - 1] as number;
		if (value.charCodeAt(at) === value.charCodeAt(border)) border++;
		borders[at] = border;
	}
	for (let at = 0, matched = 0; at < text.length; at++) {
		while (matched > 0 && text.charCodeAt(at) !== value.charCodeAt(matched)) matched = borders[matched - 1] as number;
		if (text.charCodeAt(at) === value.charCodeAt(matched)) matched++;
		if (matched === value.length) return true;
	}
	return false;
}
