// Judges a value that stands where a password or key would: how likely is it one, and not a word, a type or a reference?
import { classes, isPlaceholder, looksRandom } from "./entropy.ts";

/** Where the value stood: the more a place is used for literal values only, the less the value itself must show. */
export type Place = "quoted" | "assigned" | "prose";

/** Code that refers to a value instead of holding it. */
const REFERENCE =
	/^(?:[$%{<[(@#&\\]|\*+$|(?:process|os|env|config|settings|self|this|req|request|params|args|options|props|vars?|secrets|data|input|var|local|ctx|context|app|user|form|body|values?)[.[]|https?:|file:|\/[a-z]+\/|[a-z_$][\w$]*(?:\.[a-z_$][\w$]*)+$|[A-Za-z_$][\w.$]*[([])/i;
/** Words that follow `password:` in forms, schemas and help texts. */
const COMMON =
	/^(?:true|false|null|none|nil|undefined|string|str|text|bytes|number|int|bool(?:ean)?|any|object|optional|required|yes|no|on|off|hidden|input|field|type|value|name|user(?:name)?|email|enter.*|password.*|passwd|secret|token|n\/a|empty|blank|unknown|invalid|incorrect|wrong|correct|expired|reset|forgotten|protected|encrypted|hashed|manager|varchar.*|char.*|sha\d+|bcrypt|md5|basic|bearer|oauth2?|jwt|apikey|default|auto|generate[d]?|manual|prompt|minimum|min|max|at|must|should|will|can|the|a|an|is|not|and|or|for|to|of|in)$/i;
const DATE = /^\d{1,4}[-/.:]\d{1,2}(?:[-/.:]\d{1,4})?(?:T.*)?$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function ruledOut(value: string): boolean {
	return REFERENCE.test(value) || COMMON.test(value) || DATE.test(value) || isPlaceholder(value);
}

/** Score of a value named as a password; 0 when it is none. */
export function passwordScore(value: string, place: Place): number {
	if (value.length < 4 || value.length > 256 || ruledOut(value)) return 0;
	const kinds = classes(value);
	const mixed = /[0-9]/.test(value) || /[!@#$%^&*+=?~]/.test(value.slice(1));
	if (!mixed) return lettersOnlyScore(value, place);
	if (/\s/.test(value)) return 0;
	// Ordinal, version, length rule: "8-16", "v2", "12+".
	if (/^[\d.,+-]+$/.test(value)) return value.length >= 6 && /^\d+$/.test(value) && place !== "prose" ? 450 : 0;
	if (value.length >= 8 && kinds >= 3) return place === "prose" ? 740 : 780;
	if (value.length >= 12 && kinds >= 2 && looksRandom(value)) return 760;
	if (value.length >= 7 && kinds >= 2) return place === "prose" ? 600 : 640;
	return kinds >= 2 && value.length >= 5 ? 480 : 0;
}

function lettersOnlyScore(value: string, place: Place): number {
	if (place === "prose" || value.length < 6 || !/^[A-Za-z]+$/.test(value)) return 0;
	const inside = value.slice(1, -1);
	if (value.length >= 8 && /[a-z][A-Z]/.test(inside) && /[A-Z][a-z]*[A-Z]/.test(value)) return 420;
	return place === "quoted" ? 320 : 0;
}

/** Score of a value named as a key, token or secret; 0 when it is none. */
export function keyScore(value: string, place: Place): number {
	if (value.length < 12 || value.length > 4096 || ruledOut(value) || /\s/.test(value)) return 0;
	if (UUID.test(value)) return place === "prose" ? 560 : 640;
	if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value)) return 0;
	if (looksRandom(value)) return value.length >= 20 ? 780 : 700;
	if (value.length >= 16 && classes(value) >= 3 && place !== "prose") return 520;
	return place === "quoted" && value.length >= 16 ? 420 : 0;
}
