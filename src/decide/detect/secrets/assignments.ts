// Values assigned to a name that says "password" or "key": in code, JSON, YAML, env files, headers, XML and query strings.
import type { Hit } from "../detector.ts";
import { keyScore, type Place, passwordScore } from "./value.ts";

/** Names are short; more is prose. */
const NAME_REACH = 64;
/** Longest quoted value: key material in base64. */
const MAX_VALUE = 4096;

/** The last two letters of every name below: nearly all operators are dismissed by them. */
const TAILS: ReadonlySet<string> = new Set(
	"rd wd et en ey ys se de ss pw th al ls ts ns rt ña na ha le dp ło lo la re sś id ta ue".split(" "),
);

const PASSWORD_NAME =
	/(?:passw(?:or)?d|passwd|passphrase|passcode|password|kennwort|passwort|contrase(?:ñ|n)a|senha|mot[_ -]?de[_ -]?passe|wachtwoord|has(?:ł|l)o|parola|sifre|(?:^|[^A-Za-z]|[a-z](?=P)|db|root|admin|user|ftp|smtp|ssh)(?:pass|pwd|pw|mdp|PASS|PWD|Pass|Pwd)|pgpass|pswd)$/i;
const KEY_NAME =
	/(?:(?:api|access|secret|private|signing|encryption|auth|authentication|master|service|account|client|app|application|admin|consumer|hmac|deploy|bot|shared|storage|subscription|webhook|integration|session|refresh|bearer|license|root|user|personal|management|publish|write|server|crypt|cipher|jwt|db|security)[ _.-]?(?:key|token|secret|credential)s?|apikey|secret|token|credentials?|passkey|client-key|(?:^|[^A-Za-z])auth)(?:[_-](?:base|data|value))?$/i;
/** Names that hold a public or a counting thing. */
const NOT_SECRET =
	/(?:next|page|prev(?:ious)?|continuation|cursor|sync|csrf|xsrf|public|primary|foreign|idempotency|cache|partition|sort|max|min|num|total|input|output|prompt|completion|special|pad|eos|bos|unk|mask|sep|cls|stop|start|end|line|code|device|object|s3|row|event|per|of)[ _-]?(?:key|token|secret)s?$/i;
const ASSIGNED = /\s{0,4}\*{0,2}\s{0,2}(?:(?:str|string|b|r|f|u)?(\\?["'`]))?/iy;
const BARE = /[^\s"'`,;<>(){}[\]|\\]{4,2048}/y;

function nameBefore(text: string, operator: number): string {
	let end = operator;
	while (end > 0 && /[\s"'`\\\]?*]/.test(text.charAt(end - 1)) && operator - end < 6) end--;
	if (!TAILS.has(text.slice(end - 2, end).toLowerCase()) && !/[a-z][0-9]$/i.test(text.slice(end - 2, end))) return "";
	const stretch = text.slice(Math.max(0, end - NAME_REACH), end);
	return stretch.replace(/[0-9]$/, "");
}

type Value = { readonly start: number; readonly end: number; readonly place: Place };

/** The literal after an operator: quoted, or bare up to the next delimiter. */
function valueAfter(text: string, from: number, operator: string): Value | undefined {
	ASSIGNED.lastIndex = from;
	const lead = ASSIGNED.exec(text);
	const start = ASSIGNED.lastIndex;
	const quote = lead?.[1];
	if (quote !== undefined) {
		const length = text.slice(start, start + MAX_VALUE).indexOf(quote);
		return length <= 0 ? undefined : { start, end: start + length, place: "quoted" };
	}
	BARE.lastIndex = start;
	const bare = BARE.exec(text)?.[0];
	if (bare === undefined) return undefined;
	const next = text.charAt(start + bare.length);
	if (next === "(" || next === "[" || next === "{") return undefined;
	const cut = operator === "=" ? bare.replace(/[&#]\w+=.*$/, "") : bare;
	// A full stop ends the sentence; an exclamation mark more often ends the password.
	const trimmed = cut.replace(/[.:?]+$/, "");
	return {
		start,
		end: start + trimmed.length,
		place: start === from || /[\r\n]/.test(next) || next === "" ? "assigned" : "prose",
	};
}

/** Where the value begins after `:`, `=`, `:=`, `=>`; -1 for a comparison or a scope operator. */
function afterOperator(text: string, at: number): number {
	const next = text.charAt(at + 1);
	if (text[at] === "=" && /[!<>=]/.test(text.charAt(at - 1))) return -1;
	if (next === "=" || next === ">") return text[at] === "=" && next === "=" ? -1 : at + 2;
	return next === ":" || text.charAt(at - 1) === ":" ? -1 : at + 1;
}

const DATABASE = /jdbc:|(?:server|data source|host|user id|uid|initial catalog|database)\s*=/i;

/** The secret that the operator at `at` (`:`, `=`, or the `>` of an XML tag) assigns, if it does. */
export function assignmentAt(text: string, at: number): Hit | undefined {
	const name = nameBefore(text, at);
	if (name === "") return undefined;
	const password = PASSWORD_NAME.test(name);
	if (!password && (!KEY_NAME.test(name) || NOT_SECRET.test(name))) return undefined;
	const operator = text.charAt(at);
	const from = operator === ">" ? (/<[\w:.-]+$/.test(name) ? at + 1 : -1) : afterOperator(text, at);
	if (from < 0) return undefined;
	const value = valueAfter(text, from, operator);
	if (value === undefined) return undefined;
	const literal = text.slice(value.start, value.end);
	const score = password ? passwordScore(literal, value.place) : keyScore(literal, value.place);
	if (score === 0) return undefined;
	const span = { start: value.start, end: value.end, evidence: score >= 600 ? "context" : "pattern" } as const;
	if (!password) return { type: "secret.generic_key", score, ...span };
	const database = operator === "=" && DATABASE.test(text.slice(Math.max(0, at - 200), at));
	return database
		? { type: "secret.database_password", ...span, score: Math.max(score, 820) }
		: { type: "secret.generic_password", score, ...span };
}
