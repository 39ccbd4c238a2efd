// Passwords and keys told in prose: "my password is …", "das Passwort lautet …", "密码是…".
import type { Hit } from "../detector.ts";
import { wordAt } from "./context.ts";
import { keyScore, passwordScore } from "./value.ts";

/** Lower case; how people name a password, by language. */
export const PASSWORD_WORDS: readonly string[] = [
	...["password", "passcode", "passphrase", "pass phrase", "passwd", "pwd", "login pass"],
	...["passwort", "kennwort", "passwörter"],
	...["mot de passe", "mdp"],
	...["contraseña", "contrasena", "clave"],
	...["senha", "palavra-passe"],
	...["parola d'ordine", "parola"],
	...[
		"wachtwoord",
		"hasło",
		"heslo",
		"lösenord",
		"adgangskode",
		"passord",
		"salasana",
		"jelszó",
		"şifre",
		"mật khẩu",
		"kata sandi",
	],
	...["пароль", "κωδικός", "كلمة المرور", "كلمة السر", "סיסמה", "पासवर्ड", "รหัสผ่าน", "পাসওয়ার্ড"],
	...["密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "암호"],
];

/** Lower case; how people name a key. */
export const KEY_WORDS: readonly string[] = [
	...[
		"api key",
		"api-key",
		"apikey",
		"api token",
		"access key",
		"access token",
		"secret key",
		"auth token",
		"secret token",
		"secret",
	],
	...["api-schlüssel", "clé api", "clave api", "clave de api", "chave de api", "chave api", "chiave api", "token"],
	...["ключ api", "апи ключ", "токен", "api密钥", "密钥", "apiキー", "api 키"],
];

const FOR = "(?:\\s+(?:for|to|of|on|at|für|zum|zur|para|pour|de|du|do|da|del|di|per|van|voor|do|для|от|к)\\s[^.!?:=\\n]{1,40}?)?";
/** Verbs end where the word does; signs need no end. */
const VERBS =
	"(?:is|was|will be|set to|to|ist|lautet|war|wäre|es|est|é|è|era|jest|to jest|är|er|on|ne|je|adalah|là|olarak|هي|هو|है|คือ|είναι|это|—|–|-)(?=[\\s:\"'`«“*])|" +
	"'s|’s|是|为|為|は|が|는|은|=>|->|→|:|：|=";
const LINK = new RegExp(
	`${FOR}\\s*(?:${VERBS})\\s*(?::|：)?\\s*(?:now |actually |just |currently |jetzt |ahora |maintenant )?`,
	"iy",
);
const CJK_LINK = /\s*(?:是|为|為|は|が|는|은|:|：|=|\s)\s*[:：]?\s*/y;
const VALUE = /(?:[*_]{0,2}([`"'«»“”„「『‘]))?([^\s"`«»“”„「」『』’，。；、,;<>]{4,256})/y;

/** Where the value stands when only a blank follows the word; -1 when something else does. */
function afterBlank(text: string, from: number): number {
	return /[ \t]/.test(text.charAt(from)) ? from + 1 : -1;
}

/** The secret that the word at `at` announces in a sentence, if it does. */
export function phraseAt(word: string, isKey: boolean, text: string, at: number): Hit | undefined {
	if (!wordAt(word, text, at)) return undefined;
	const link = word.charCodeAt(0) > 0x2e80 ? CJK_LINK : LINK;
	link.lastIndex = at + word.length;
	const linked = link.test(text);
	const from = linked ? link.lastIndex : afterBlank(text, at + word.length);
	if (from < 0) return undefined;
	VALUE.lastIndex = from;
	const found = VALUE.exec(text);
	if (found === null) return undefined;
	const [whole, quote, raw = ""] = found;
	const bare = raw.replace(/^[*_]{2}/, "").replace(/(?:[.,;:)\]]+|[*_]{2}|['’])+[.!?]?$/, "");
	const literal = /[.!?]$/.test(bare) && !/[!?]/.test(bare.slice(0, -1)) ? bare.replace(/[.?]$/, "") : bare;
	const ascii = /^[\x21-\x7e]+/.exec(literal)?.[0] ?? "";
	const place = quote === undefined ? "prose" : "quoted";
	const score = isKey ? keyScore(ascii, place) : passwordScore(ascii, place);
	// Next to the bare word only a value that can be nothing else counts: "user bo password …".
	if (!linked && score < (isKey ? 780 : 740)) return undefined;
	if (score === 0 || /^[a-z]+(?:['’-][a-z]+)*$/i.test(ascii)) return undefined;
	const start = from + whole.length - raw.length + raw.indexOf(ascii);
	const type = isKey ? "secret.generic_key" : "secret.generic_password";
	return { type, start, end: start + ascii.length, score: linked ? score : score - 60, evidence: "context" };
}
