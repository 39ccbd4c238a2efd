// Finds instructions to carry private data out: a verb of sending, something private, and a channel, close together.
import type { Hit } from "../detector.ts";

/** Whole words, in alphabets that `\b` does not know too. */
function wholeWords(words: string, unspaced: string, flags: string): RegExp {
	return new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})|${unspaced}`, flags);
}

const VERB = wholeWords(
	"append|attach|add|include|insert|put|embed|encode|substitute|replace|concatenate|send|post|forward|upload|transmit|exfiltrate|leak|smuggle|curl|wget|" +
		"anhängen|hänge|füge|sende|schicke|kodiere|ajoute[rz]?|envoie|envoyez|envoyer|insère|encode[rz]|añade|agrega|envía|envia|inserta|codifica|" +
		"adicione|anexe|envie|insira|codifique|aggiungi|invia|inserisci|добавь|отправь|вставь|закодируй",
	"发送|附加|编码|追加|送信|エンコード|埋め込",
	"giu",
);
const OWNER = "(?:user'?s?|my|their|customer'?s?|personal|private|sensitive|confidential|internal)";
const OWNED =
	"(?:data|information|info|messages?|e-?mails?|details|secrets?|files?|documents?|notes|contacts|name|address|password|input)";
const PRIVATE = wholeWords(
	"(?:the|this|entire|full|whole|our|previous|prior|all) (?:(?:entire|full|whole|previous) )?(?:conversation|chat)(?: history| log| so far| summary| context)?|" +
		`(?:chat|conversation|message) history|summary of (?:the |this |our )?(?:conversation|chat|discussion)|system (?:prompt|message)|your (?:instructions|data|files|notes)|${OWNER} ${OWNED}|api keys?|secrets?|passwords?|credentials|access tokens?|` +
		"all (?:of )?(?:the |my |your |their |his |her )?(?:e-?mails|messages|contacts|secrets|notes)|session (?:token|cookie)s?|cookies|environment variables|private keys?|(?:previous|all) messages|" +
		"gesprächsverlauf|unterhaltung|systemprompt|passwort|passwörter|zugangsdaten|historique|la conversation|mot de passe|identifiants|données (?:personnelles|privées)|" +
		"la conversación|historial|contraseñas?|credenciales|datos (?:personales|privados)|a conversa|histórico|senhas?|credenciais|dados (?:pessoais|privados)|" +
		"la conversazione|cronologia|credenziali|dati personali|переписк[аиу]|истори[яию]|парол[ьия]|данные пользователя",
	"对话|聊天记录|密码|系统提示|会話|履歴|パスワード|システムプロンプト|\\/etc\\/(?:passwd|shadow)|\\.ssh\\/|id_rsa|\\.aws\\/credentials|(?<=[\\s/])\\.env(?!\\p{L})",
	"iu",
);
const CHANNEL = wholeWords(
	"urls?|link|query string|query param\\p{L}*|get param\\p{L}*|parameter|webhook|image (?:tag|link|source|url|src)|markdown image|img tag|pixel|subdomain|" +
		"(?:http|get|post) request|curl|adresse|lien|enlace|parámetro|paramètre|parâmetro|parametro|ссылк[аиуе]|параметр",
	"https?:\\/\\/|!\\[|链接|参数|图片|リンク|画像|パラメータ",
	"iu",
);

const REACH = 220;
/** Farthest that the private thing and the channel may stand from one another. */
const APART = 140;
/** How far before the verb its object may stand, in languages that put it there. */
const OBJECT_FIRST = 60;
const PARAGRAPH = /\n\s*\n/g;
const SENTENCE = /[.!?]\s|[。！？\n]/g;

/** A text up to the first end that stands behind `from`. */
function upTo(end: RegExp, text: string, from: number): string {
	end.lastIndex = from;
	const found = end.exec(text);
	return found === null ? text : text.slice(0, found.index);
}

/** "add them to …": the object was named before. */
const PRONOUN = /^\s+(?:it|them|these|those|this|everything|sie)(?!\p{L})/iu;

/**
 * Where to look for the object: behind the verb; before it too in Chinese and Japanese, within the sentence,
 * and where a pronoun stands for it.
 */
function startOf(verb: string, at: number, text: string): number {
	const pronoun = PRONOUN.test(text.slice(at + verb.length, at + verb.length + 14));
	if (pronoun) return Math.max(0, at - REACH / 2);
	if (verb.charCodeAt(0) < 0x3000) return at;
	const before = text.slice(Math.max(0, at - OBJECT_FIRST), at);
	return at - before.length + before.search(/[^。！？\n]*$/);
}

/** End of the channel, with the whole URL where it is one. */
function endOf(channel: RegExpExecArray, text: string): number {
	const end = channel.index + channel[0].length;
	const rest = channel[0].endsWith("//") ? text.slice(end).search(/[\s"'<>)]/) : 0;
	return rest < 0 ? text.length : end + rest;
}

/**
 * The instruction around the verb nearest before a private thing and a channel; overlapping ones count once.
 * A text that also holds a URL is the whole recipe and scores higher.
 */
export function instructionHits(text: string, hasUrl: boolean): Hit[] {
	const hits: Hit[] = [];
	let covered = -1;
	VERB.lastIndex = 0;
	for (let verb = VERB.exec(text); verb !== null; verb = VERB.exec(text)) {
		if (verb.index < covered) continue;
		const from = Math.max(covered, startOf(verb[0], verb.index, text));
		const stretch = upTo(PARAGRAPH, text.slice(from, verb.index + REACH), verb.index - from);
		const cargo = PRIVATE.exec(upTo(SENTENCE, stretch, verb.index - from));
		if (cargo === null) continue;
		const channel = CHANNEL.exec(stretch);
		if (channel === null || Math.abs(channel.index - cargo.index) > APART) continue;
		const start = from + Math.min(verb.index - from, cargo.index, channel.index);
		covered = from + Math.max(verb.index - from + verb[0].length, cargo.index + cargo[0].length, endOf(channel, stretch));
		hits.push({ type: "exfiltration.instruction", start, end: covered, score: hasUrl ? 740 : 620, evidence: "phrase" });
	}
	return hits;
}
