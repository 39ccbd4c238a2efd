// Names of people, only where the text itself says so: a title, an introduction, a form field, a signature.

import type { Candidate } from "./candidate.ts";
import { compile } from "./letters.ts";
import type { Reading } from "./tokens.ts";

const PART = "\\p{Lu}[\\p{L}\\p{M}]*(?:['’-]\\p{Lu}?[\\p{L}\\p{M}]+)*";
const PARTICLE =
	"(?:van der|van den|van de|van|von der|von|zu|de la|de los|de|da|dos|das|do|del|della|di|du|la|le|el|al|bin|ibn|ter|ten|af|y|e)";
const NAME = `${PART}(?: \\p{Lu}\\.)?(?: (?:${PARTICLE} )?${PART}){0,3}`;
const FULL_NAME = `${PART}(?: \\p{Lu}\\.)?(?: (?:${PARTICLE} )?${PART}){1,3}`;

type Pattern = {
	/** Cheap test whether it is worth looking; no Unicode classes. */
	readonly gate: RegExp;
	readonly pattern: RegExp;
	/** Score for one word and for more. */
	readonly one: number;
	readonly more: number;
	readonly evidence: Candidate["evidence"];
};

const PATTERNS: readonly Pattern[] = [
	{
		gate: /(?:M[rsx]|D[rñh]|S[re]|H[e]r|Fr|Mme|Ml|Prof|Mon|Mad|Mis|Sig|Mev|Men|Dok)[A-Za-zñéäü]{0,9}\.? /,
		pattern: compile(
			`(?<![\\p{L}])(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Sir|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|Señora?|Sra?|Dña|Signora?|Sig|Sig\\.ra|Senhora?|Dhr|Mevr|Mevrouw|Meneer|Doktor|Fru)\\.? (?:Dr\\.? |Prof\\.? ){0,2}(${NAME})`,
			"g",
		),
		one: 620,
		more: 680,
		evidence: "pattern",
	},
	{
		gate: /name|nam[ei]s|appelle|nom est|hei(?:ß|ss)e|llamo|nombre es|chiamo|chamo|nome [éè]|heet|naam is|nazywam|heter|hedder|nimeni|зовут|имя|adım|numele|jmenuj|nevem|λένε/i,
		pattern: compile(
			`(?<![\\p{L}])(?:[Mm]y (?:full |real |legal )?name(?: is|['’]s)|[Jj]e m['’]appelle|[Mm]on nom est|[Ii]ch hei(?:ß|ss)e|[Mm]ein Name ist|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Ii]l mio nome è|[Mm]e chamo|[Mm]eu nome é|[Ii]k heet|[Mm]ijn naam is|[Nn]azywam się|[Jj]ag heter|[Jj]eg (?:heter|hedder)|[Nn]imeni on|[Мм]еня зовут|[Мм]о[её] имя|[Bb]enim adım|[Nn]umele meu este|[Jj]menuji se|[Aa] nevem|[Мм]ене звати|[Мм]ε λένε):? (${NAME})`,
			"g",
		),
		one: 780,
		more: 860,
		evidence: "context",
	},
	{
		gate: /(?:name|patient|customer|client|employee|recipient|attn|applicant|nom|prénom|apellido|nombre|nome|naam|nazwisko|nachname|vorname|имя|фамилия|фио)"?\s?[:=]/i,
		pattern: compile(
			`(?<![\\p{L}])(?:[Ff]ull [Nn]ame|[Ff]irst[ _]?[Nn]ame|[Ll]ast[ _]?[Nn]ame|[Ss]urname|[Cc]ustomer(?: [Nn]ame)?|[Pp]atient(?: [Nn]ame)?|[Cc]lient(?: [Nn]ame)?|[Ee]mployee(?: [Nn]ame)?|[Aa]pplicant(?: [Nn]ame)?|[Rr]ecipient|[Aa]ttn|[Nn]achname|[Vv]orname|[Nn]om|[Pp]rénom|[Nn]ombre(?: completo)?|[Aa]pellidos?|[Nn]ome(?: completo)?|[Cc]ognome|[Aa]chternaam|[Nn]azwisko|[Ии]мя|[Фф]амилия|ФИО)"?\\s?[:=]\\s?"?(${NAME})`,
			"g",
		),
		one: 640,
		more: 760,
		evidence: "context",
	},
	{
		gate: /@/,
		pattern: compile(`(?:^|\\n|[,;] ?)(?:From: |To: |Cc: |Von: |De: |An: )?"?(${FULL_NAME})"? <[^\\s<>@]{1,64}@`, "g"),
		one: 850,
		more: 850,
		evidence: "structure",
	},
	{
		gate: /regards|sincerely|yours|cheers|thanks|grü(?:ß|ss)e|cordialement|salutations|saludos|atentamente|saluti|groet|abraços|cumprimentos|pozdrawiam/i,
		pattern: compile(
			`(?:[Rr]egards|[Ss]incerely|[Yy]ours(?: truly| faithfully)?|[Cc]heers|[Tt]hanks|[Gg]rü(?:ß|ss)en?|[Cc]ordialement|[Ss]alutations|[Ss]aludos|[Aa]tentamente|[Ss]aluti|[Gg]roeten?|[Aa]braços|[Cc]umprimentos|[Pp]ozdrawiam),?[ \\t]*\\n\\s{0,4}(${NAME})(?=[ \\t]*(?:\\n|$))`,
			"g",
		),
		one: 620,
		more: 760,
		evidence: "structure",
	},
	{
		gate: /(?:Dear|Liebe|Lieber|Cher|Chère|Querid[oa]|Estimad[oa]|Car[oa]|Prezad[oa]|Beste|Geachte|Drog[ai]) /,
		pattern: compile(
			`(?<![\\p{L}])(?:Dear|Lieber?|Cher|Chère|Querid[oa]|Estimad[oa]|Car[oa]|Prezad[oa]|Beste|Geachte|Drog[ai]) (${NAME})(?=[ \\t]*[,!:\\n])`,
			"g",
		),
		one: 520,
		more: 620,
		evidence: "pattern",
	},
];

const EAST_ASIAN = compile(
	String.raw`(?:我叫|我的名字(?:是|叫)|我姓名是|姓名[:：]|私の名前は|氏名[:：]|名前は|제 이름은|이름[:：]) ?([\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7a3·]{2,8}?)(?=です|と申し|입니다|이에요|[，。、,.!！\s]|$)`,
	"g",
);
// Words that titles and salutations go before without naming anybody.
const NOT_NAMES = compile(
	String.raw`^(?:Sir|Madam|Team|All|Everyone|Customer|Customers|Friend|Friends|Colleagues|Hiring|Editor|User|Diary|God|Lord|Santa|Doctor|President|Chairman|Damen|Herren|Who|The|An?|Not|AI|Assistant|ChatGPT|GPT|Claude|Bard|Gemini|Siri|Alexa|DAN|AIM|President|Minister|Speaker|Valued|Student|Reader|Mr|Mrs|Ms|Dr|Null|None|Unknown|True|False|String)(?![\p{L}])`,
);

function claim(pattern: Pattern, match: RegExpMatchArray): Candidate | undefined {
	const name = match[1] ?? "";
	if (NOT_NAMES.test(name)) return undefined;
	const start = (match.index ?? 0) + match[0].indexOf(name, match[0].length - name.length - (match[0].endsWith("@") ? 70 : 0));
	let score = name.includes(" ") ? pattern.more : pattern.one;
	// In capitals throughout: an abbreviation or a persona as often as a person.
	if (name === name.toUpperCase() && score >= 600) score = 550;
	return { type: "pii.name", start, end: start + name.length, score, evidence: pattern.evidence };
}

/** Names that their surroundings announce. Names in running prose need a tagger and are not seen here. */
export function names(reading: Reading): Candidate[] {
	const { text } = reading;
	const found: Candidate[] = [];
	for (const pattern of PATTERNS) {
		if (!pattern.gate.test(text)) continue;
		for (const match of text.matchAll(pattern.pattern)) {
			const hit = claim(pattern, match);
			if (hit !== undefined) found.push(hit);
		}
	}
	if (/名|我叫|이름/.test(text)) {
		for (const match of text.matchAll(EAST_ASIAN)) {
			const name = match[1] ?? "";
			const end = match.index + match[0].length;
			found.push({ type: "pii.name", start: end - name.length, end, score: 780, evidence: "context" });
		}
	}
	return found;
}
