// Postal addresses by their patterns: number and kind of street, a postcode, the words before. No gazetteer, so modest scores.

import type { Candidate } from "./candidate.ts";
import { before, near, words } from "./context.ts";
import { compile } from "./letters.ts";
import type { Group, Reading } from "./tokens.ts";

const NAMED = words(
	"address|live at|lives at|living at|reside|located at|ship to|deliver to|deliver|mail to|send it to|home is|moved to|adresse|wohn|anschrift|habite|domicil|" +
		"dirección|direccion|vivo en|indirizzo|abito|residente|endereço|moro |morada|adres|woon|zamieszk|адрес|живу|проживает|地址|住所|주소|adresi|bor på",
);
const WORD = "[\\p{Lu}\\d][\\p{L}\\p{M}\\d.'’-]{0,24}";
// Either case of the first letter: with the flag `i` upper-case classes would match lower case too.
const eitherCase = (list: string): string =>
	list
		.split("|")
		.map((word) => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`)
		.join("|");
const EN_TYPE = `(?:${eitherCase(
	"street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|terrace|ter|parkway|pkwy|" +
		"highway|hwy|way|square|sq|trail|trl|crescent|cres|close|grove|mews|row|alley|walk|gardens|hill|plaza",
)})`;
const EN_STREET = compile(
	`\\d{1,5}[A-Za-z]?(?:[ -]\\d{1,4})? (?:[NSEW]\\.? |North |South |East |West )?(?:${WORD} ){1,4}?${EN_TYPE}(?![\\p{L}])\\.?`,
	"y",
);
const UNIT = `(?:[,.]?\\s{1,3}(?:${eitherCase("apartment|apt|suite|ste|unit|flat|floor|fl|room|rm|no")}|#)\\.?\\s?#?[\\p{L}\\d-]{1,6})?`;
const US_TAIL = `(?:[,.]?\\s{1,3}(?:${WORD}[ ,]{0,2}){1,4},?\\s{1,3})?(?:[A-Z]{2}|${WORD}),?\\s{1,3}(?:\\d{5}(?:-\\d{4})?|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d)`;
const UK_POSTCODE = "(?:GIR ?0AA|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[ABD-HJLNP-UW-Z]{2})";
const EN_TAIL = compile(`${UNIT}(?:${US_TAIL}|[,.]?\\s{1,3}(?:${WORD}[ ,\\n]{0,2}){0,4}${UK_POSTCODE})(?![\\p{L}\\d])`, "y");
const UNIT_ONLY = compile(UNIT, "y");

// Street before the number, as on most of the continent.
const STREET_BEFORE = compile(
	"(?:(?<![\\p{L}])(?:\\p{Lu}[\\p{L}-]{0,20} ){0,2}\\p{L}[\\p{L}-]{1,24}(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer|steig|straat|laan|plein|gracht|kade|singel|gatan|vägen|gade|vej|veien|gata|katu|tie)" +
		"|(?<![\\p{L}])(?:Calle|C/|Avenida|Avda\\.?|Plaza|Paseo|Camino|Camiño|Carrera|Rua|Rúa|Praça|Travessa|Via|Viale|Piazza|Corso|Vicolo|Largo|ul\\.|ulica|al\\.|ул\\.|улица|проспект|пр\\.|Am|An der|Auf der|Im|In der)(?: (?:de|del|de la|della|dei|da|do|dos|la|las|los|el|di|\\p{Lu}[\\p{L}.'’-]{0,20}|\\d{1,2})){1,5})" +
		",? ?(?:n[.°º]? ?|nr\\.? |д\\. ?)?$",
	"",
);
// Cheap and without Unicode classes: most numbers have none of these before them.
const STREET_GATE =
	/(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|steig|straat|laan|plein|gracht|kade|singel|gatan|v[äa]gen|gade|vej|veien|gata|katu|tie),? ?(?:[nN](?:[.°º]|r\.?) ?)?$|Calle|C\/|Avenida|Avda|Plaza|Paseo|Cami|Carrera|R[uú]a |Pra[çc]a|Travessa|Via |Viale|Piazza|Corso|Vicolo|Largo|ul\.|ulica|al\.|улиц|ул\.|просп|пр\.|Am |der |Im /;
const NUMBER_TAIL = compile(String.raw`\d{1,4}(?: ?[a-zA-Z](?![\p{L}]))?(?:[-/]\d{1,4})?`, "y");
const POSTCODE_TAIL = compile(
	String.raw`[,;]?\s{1,3}(?:(?:[A-Z]{1,2}-)?\d{5}|\d{4} ?[A-Z]{2}|\d{4}(?:-\d{3})?|\d{2}-\d{3}|\d{3} ?\d{2})\s(?:St\. )?\p{Lu}[\p{L}-]{1,30}(?: (?:am|an der|im|de|\p{Lu})[\p{L}-]{0,20}){0,3}`,
	"y",
);
const FR_STREET = compile(
	String.raw`\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|place|chemin|allée|impasse|quai|route|cours|passage|square|faubourg)(?: (?:de|du|des|la|le|les|l['’]\p{L}+|d['’]\p{L}+|\p{Lu}[\p{L}.'’-]{0,24})){1,6}`,
	"y",
);
const PO_BOX = compile(String.raw`(?:p\.? ?o\.? ?box|postfach|apartado(?: de correos)?|boîte postale|casella postale) $`, "i");

// Right after the word itself anything that runs from a house number to a postcode is taken for one.
const CALLED =
	/(?:address|adresse|anschrift|dirección|direccion|indirizzo|endereço|adres|адрес|adresi)(?:[:\s]|is|to|with|at|ist|es|è|é){0,6}$/;
const CALLED_BLOCK = compile(String.raw`\d{1,5}[ ,][^.!?;\d]{3,60}?(?:\d{1,4}[^.!?;\d]{1,60}?){0,2}(?<!\d)\d{4,6}(?![\d-])`, "y");

function tail(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return at + (pattern.exec(text)?.[0].length ?? 0);
}

function sticky(pattern: RegExp, text: string, at: number): string | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}

function address(text: string, start: number, street: number, end: number): Candidate {
	const complete = end > street && /\d[^\n]*$/.test(text.slice(street, end));
	const named = near(text, start, end, NAMED);
	const score = complete ? (named ? 880 : 800) : named ? 760 : 560;
	return { type: "pii.address", start, end, score, evidence: named ? "context" : "pattern" };
}

function numberFirst(text: string, group: Group): Candidate | undefined {
	const english = sticky(EN_STREET, text, group.start);
	if (english !== undefined) {
		const street = group.start + english.length;
		const full = tail(EN_TAIL, text, street);
		return address(text, group.start, street, full > street ? full : tail(UNIT_ONLY, text, street));
	}
	const french = sticky(FR_STREET, text, group.start);
	if (french === undefined) return undefined;
	const street = group.start + french.length;
	return address(text, group.start, street, tail(POSTCODE_TAIL, text, street));
}

const MAX_STREET = 64;

function numberLast(text: string, group: Group): Candidate | undefined {
	const lead = text.slice(Math.max(0, group.start - MAX_STREET), group.start);
	const match = STREET_GATE.test(lead) ? STREET_BEFORE.exec(lead) : null;
	if (match !== null) {
		const street = tail(NUMBER_TAIL, text, group.start);
		return address(text, group.start - lead.length + match.index, street, tail(POSTCODE_TAIL, text, street));
	}
	const box = PO_BOX.exec(lead.slice(-24));
	if (box === null) return undefined;
	return { type: "pii.address", start: group.start - box[0].length, end: group.end, score: 640, evidence: "pattern" };
}

function calledAddress(text: string, group: Group): Candidate | undefined {
	if (!CALLED.test(before(text, group.start, 28))) return undefined;
	const block = sticky(CALLED_BLOCK, text, group.start);
	if (block === undefined) return undefined;
	return { type: "pii.address", start: group.start, end: group.start + block.length, score: 740, evidence: "context" };
}

/** Street addresses with house numbers in the manners of a dozen countries, with postcode and place where they follow. */
export function addresses(reading: Reading): Candidate[] {
	const { text, groups } = reading;
	const found: Candidate[] = [];
	let from = 0;
	for (const group of groups) {
		if (group.start < from || group.end - group.start > 5 || group.wordStart !== group.start) continue;
		const left = text[group.start - 1] ?? "";
		const previous = text[group.start - 2] ?? "";
		const after = text[group.end] ?? "";
		let hit: Candidate | undefined;
		if (compile(String.raw`[\p{L}.,°º/]`).test(previous) && /[ .]/.test(left)) hit = numberLast(text, group);
		if (hit === undefined && /[ ,A-Za-z-]/.test(after) && !/[-./,\d]/.test(left)) hit = numberFirst(text, group);
		if (hit === undefined || hit.score < 700) hit = calledAddress(text, group) ?? hit;
		if (hit === undefined) continue;
		from = hit.end;
		found.push(hit);
	}
	return found;
}
