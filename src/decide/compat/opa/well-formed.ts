// Input text on its way into a policy: halves of surrogate pairs become U+FFFD, as in OPA, whose strings are UTF-8.
import { parseValue, printValue } from "../../../policy/value.ts";

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/** The text itself, unless it holds escapes that may be halves of pairs: then it is written anew. */
export function wellFormed(json: string): string {
	if (!SURROGATE_ESCAPE.test(json)) return json;
	const value = parseValue(json);
	return value.ok ? printValue(value.value) : json;
}
