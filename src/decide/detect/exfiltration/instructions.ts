// Finds instructions to carry private data out: a verb of sending, something private, and a channel, close together.
import type { Hit } from "../detector.ts";

const VERB =
	/\b(?:append|attach|add|include|insert|put|embed|encode|substitute|replace|concatenate|send|post|forward|upload|transmit|exfiltrate|leak|smuggle|render|display|fetch|request|anhängen|hänge|füge|sende|schicke|kodiere|ajoute[rz]?|envoie|envoyez|envoyer|insère|encode[rz]?|añade|agrega|envía|envia|inserta|codifica|adicione|anexe|envie|insira|codifique|aggiungi|invia|inserisci|добавь|отправь|вставь|закодируй)\b|发送|附加|编码|追加|送信|エンコード|埋め込/giu;
const PRIVATE =
	/\b(?:(?:the |this |entire |full |whole |our |previous |prior |all )*(?:conversation|chat)(?: history| log| so far| summary| context)?|chat history|conversation history|message history|system prompt|system message|(?:user'?s?|my|your|customer'?s?|personal|private|sensitive|confidential|internal) (?:data|information|info|messages?|e-?mails?|details|secrets?|files?|documents?|notes|contacts|name|address|password|input)|api[ _-]?keys?|secrets?|passwords?|credentials?|access tokens?|session (?:token|cookie)s?|cookies?|environment variables|private keys?|previous messages|all messages|gesprächsverlauf|unterhaltung|systemprompt|passwort|passwörter|zugangsdaten|historique|conversation|mot de passe|identifiants|données (?:personnelles|privées)|conversación|historial|contraseñas?|credenciales|datos (?:personales|privados)|conversa|histórico|senhas?|credenciais|dados (?:pessoais|privados)|conversazione|cronologia|credenziali|dati personali|переписк|истори|парол|данные пользователя)|对话|聊天记录|密码|系统提示|会話|履歴|パスワード|システムプロンプト/iu;
const CHANNEL =
	/\b(?:url|urls|link|query string|query param\w*|quer(?:y|ies)|get param\w*|parameter|webhook|endpoint|image (?:tag|link|source|url|src)|markdown image|img tag|pixel|subdomain|http request|(?:get|post) request|curl|https?:\/\/|adresse|lien|enlace|parámetro|imagen|paramètre|imagem|parâmetro|immagine|parametro|ссылк|параметр|!\[)|链接|参数|图片|リンク|画像|パラメータ/iu;

const REACH = 220;

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
		const window = text.slice(verb.index, verb.index + REACH);
		const cut = window.search(/\n\s*\n/);
		const stretch = cut < 0 ? window : window.slice(0, cut);
		const private_ = PRIVATE.exec(stretch);
		if (private_ === null) continue;
		const channel = CHANNEL.exec(stretch);
		if (channel === null || Math.abs(channel.index - private_.index) > 140) continue;
		const length = Math.max(private_.index + private_[0].length, channel.index + channel[0].length);
		covered = verb.index + length;
		hits.push({
			type: "exfiltration.instruction",
			start: verb.index,
			end: covered,
			score: hasUrl ? 720 : 480,
			evidence: "phrase",
		});
	}
	return hits;
}
