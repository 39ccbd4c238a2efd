// National identity, tax and social insurance numbers: a gate on the first run of digits, the shape, the check, the words.
import type { Candidate } from "./candidate.ts";
import { distance, namesOtherNumber, near, words } from "./context.ts";
import { AMERICAS } from "./national/americas.ts";
import { EAST_ASIA, SOUTH_ASIA_PACIFIC } from "./national/asia-pacific.ts";
import { BRITISH_ISLES } from "./national/british-isles.ts";
import { DACH_BENELUX } from "./national/dach-benelux.ts";
import { EUROPE_EAST } from "./national/europe-east.ts";
import { NORDIC_BALTIC } from "./national/nordic-baltic.ts";
import { ROMANCE } from "./national/romance.ts";
import type { NationalSpec } from "./national/spec.ts";
import { type Group, isAlnum, isDigit, type Reading } from "./tokens.ts";

/** Every national id the detector knows. */
export const NATIONAL_IDS: readonly NationalSpec[] = [
	...DACH_BENELUX,
	...ROMANCE,
	...BRITISH_ISLES,
	...NORDIC_BALTIC,
	...EUROPE_EAST,
	...AMERICAS,
	...EAST_ASIA,
	...SOUTH_ASIA_PACIFIC,
];

const BY_FIRST: NationalSpec[][] = Array.from({ length: 20 }, (_, length) =>
	NATIONAL_IDS.filter((spec) => spec.first !== "letter" && spec.first.includes(length)),
);
const LETTERS_FIRST = NATIONAL_IDS.filter((spec) => spec.first === "letter");

// Names of such numbers in general; they lift a weak check, but not as far as the number's own name does.
const GENERAL = words(
	"national id|identity n|identity card|id number|id no|id card|id #|id:|personal id|personal n|tax id|tax n|taxpayer|tin.|" +
		"social security|social insurance|citizen|ssn|identification n|ausweis|personalausweis|steuer|identifikation|" +
		"pièce d'identité|carte d'identité|numéro fiscal|identité|identidad|documento|identificación|identità|" +
		"identidade|identificação|número de identi|persoonsnummer|identiteits|henkilö|dowód|dowod|osobn|особист|паспорт|" +
		"удостоверен|kimlik|身份|身分|証番号|신분증|रहचान|هوية|nomor identitas",
);

const MAX_LETTERS_BEFORE = 6;

// Where an id that begins with letters may begin: at its word, or at a short word of letters set apart by one space or hyphen.
function letterAnchor(text: string, group: Group): number {
	if (group.wordStart < group.start) return group.wordStart;
	const gap = text[group.start - 1];
	if (gap !== " " && gap !== "-") return -1;
	let at = group.start - 1;
	while (group.start - 1 - at <= MAX_LETTERS_BEFORE && isAlnum(text.charCodeAt(at - 1))) at--;
	const length = group.start - 1 - at;
	return length === 0 || length > MAX_LETTERS_BEFORE || isDigit(text.charCodeAt(at)) ? -1 : at;
}

// A number that goes on to the left or right by a mark is part of a longer one.
function standsAlone(text: string, start: number, end: number): boolean {
	const before = text[start - 1] ?? " ";
	if (isAlnum(before.charCodeAt(0)) || before === "_" || before === "+") return false;
	if (/[-./,:]/.test(before) && isDigit(text.charCodeAt(start - 2))) return false;
	const after = text[end] ?? " ";
	if (isAlnum(after.charCodeAt(0)) || after === "_") return false;
	return !(/[-./,:]/.test(after) && isDigit(text.charCodeAt(end + 1)));
}

function scoreOf(spec: NationalSpec, reading: Reading, start: number, end: number, id: string): Candidate {
	const { text, region } = reading;
	const raw = text.slice(start, end);
	const claim = { type: spec.type, start, end };
	const away = distance(text, start, end, spec.words);
	if (away !== undefined) {
		// Several countries' checks may hold: the nearest name is the one meant.
		const certain = (spec.evidence === "checksum" ? 970 : 930) - Math.floor(away / 2);
		return { ...claim, score: certain, evidence: spec.evidence === "checksum" ? "checksum" : "context" };
	}
	const plain = raw.length === id.length;
	const general = near(text, start, end, GENERAL);
	let score = plain ? spec.bare : spec.formatted;
	if (general) score += 300;
	else if (namesOtherNumber(text, start)) score = Math.min(score - 200, 390);
	if (region === spec.country) score += 150;
	if (!general && /[a-z]/.test(raw)) score -= 150;
	// More groups in the same manner follow: a longer number, of which this is a part.
	if (!plain && text[end] === " " && isDigit(text.charCodeAt(end + 1)) && raw.includes(" ")) score -= 200;
	return { ...claim, score: Math.max(0, Math.min(score, Math.max(940, spec.formatted))), evidence: spec.evidence };
}

function tryAt(reading: Reading, anchor: number, specs: readonly NationalSpec[], found: Candidate[]): void {
	const { text } = reading;
	for (const spec of specs) {
		spec.pattern.lastIndex = anchor;
		const match = spec.pattern.exec(text);
		if (match === null) continue;
		const end = anchor + match[0].length;
		if (!standsAlone(text, anchor, end)) continue;
		const id = match[0].replace(/[^0-9A-Za-z]/g, "").toUpperCase();
		if (spec.valid(id)) found.push(scoreOf(spec, reading, anchor, end, id));
	}
}

/** National ids of all countries known. Each run of digits starts a bounded number of bounded matches. */
export function nationalIds(reading: Reading): Candidate[] {
	const found: Candidate[] = [];
	let lastWord = -1;
	for (const group of reading.groups) {
		const specs = group.wordStart === group.start ? BY_FIRST[group.end - group.start] : undefined;
		if (specs !== undefined && specs.length > 0) tryAt(reading, group.start, specs, found);
		if (group.wordStart === lastWord) continue;
		lastWord = group.wordStart;
		const anchor = letterAnchor(reading.text, group);
		if (anchor >= 0) tryAt(reading, anchor, LETTERS_FIRST, found);
	}
	return found;
}
