// Telephone numbers: a run of digit groups that could be dialled, judged by the numbering plans and the words beside it.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { MAX_PHONE_PARSES } from "../../../platform/limits.ts";
import type { Candidate } from "./candidate.ts";
import { namesOtherNumber, near, words } from "./context.ts";
import { type Group, isAlnum, isDigit, type Reading } from "./tokens.ts";

const NAMED = words(
	"phone|answering|office|tel.|tel:|telephone|mobile|cell|call|text me|texted|sms|whatsapp|wa.me|viber|signal|fax|hotline|landline|dial|ring|reach me|reach us|" +
		"reach him|reach her|contact|number is|my number|his number|her number|their number|voicemail|telefon|handy|mobil|anruf|ruf|erreich|" +
		"téléphone|telephone|portable|appel|joindre|numéro est|teléfono|telefono|móvil|celular|llama|llám|cellulare|chiama|telefone|telemóvel|" +
		"ligue|ligar|telefoon|gsm|bel mij|bel me|komórk|zadzwoń|numer|puhelin|телефон|тел.|моб|звон|позвон|номер|τηλ|κινητό|telefonu|cep |ara |" +
		"هاتف|جوال|تلفون|טלפון|נייד|फ़ोन|फोन|मोबाइल|ফোন|โทร|电话|電話|手机|手機|联系|致电|携帯|전화|휴대폰|연락처|điện thoại|sđt|hp.|nomor|" +
		"simu|mobil n|matkapuhelin|mobiltelefon",
);
// What may stand between two groups of one number.
const LINK = /^(?:[ ./-]|\)[ -]?| ?\(| - | ?\/ ?|-\(|\) - )$/;
const MAX_DIGITS = 15;
const MAX_GROUPS = 7;

const NANP = /^(?:1[ .-]?)?(?:\([2-9]\d\d\) ?-?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}$/;
// Dates, ranges of years, addresses of machines, books, one digit repeated: never a telephone number.
const NEVER =
	/^(?:\d{1,2}([-./ ])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}([-./])\d{1,2}\2\d{1,2}(?:[ -]\d{1,6})?|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[ -]\d{1,6})?|\d{1,3}(?:\.\d{1,3}){3}|(?:19|20)\d\d[-/ ]+(?:19|20)\d\d|97[89][- ]?[\d -]{10,14}|(\d)\3{6,})$/;
// Thousands apart: an amount, unless words say otherwise.
const AMOUNT = /^\d{1,3}(?:[. ]\d{3})+$/;
const EXTENSION = /(?:[ ,;]{0,2}(?:ext\.?|x|extension|durchwahl|poste|int\.)[ :.]{0,2}\d{1,6})(?![A-Za-z0-9])/iy;

type Span = { start: number; end: number; digits: number; groups: number; last: number; goesOn: boolean };

// A digit run that an extension marker follows (`9740x11`) counts as free of letters to its right.
function rightFree(text: string, group: Group): boolean {
	return group.wordEnd === group.end || /^x\d{1,6}$/i.test(text.slice(group.end, group.wordEnd));
}

function chainFrom(text: string, groups: readonly Group[], at: number): Span | undefined {
	const first = groups[at] as Group;
	if (first.wordStart !== first.start || text[first.start - 1] === "_") return undefined;
	let end = first.end;
	let digits = first.end - first.start;
	let i = at;
	let goesOn = false;
	while (i + 1 < groups.length && rightFree(text, groups[i] as Group)) {
		const next = groups[i + 1] as Group;
		if (next.start - end > 3 || !LINK.test(text.slice(end, next.start))) break;
		if (digits + next.end - next.start > MAX_DIGITS || i + 1 - at >= MAX_GROUPS) {
			goesOn = true;
			break;
		}
		i++;
		digits += next.end - next.start;
		end = next.end;
	}
	if (!rightFree(text, groups[i] as Group) || text[end] === "_") return undefined;
	let start = first.start;
	if (text[start - 1] === "(" && text.slice(start, end).includes(")")) start--;
	if (text[start - 1] === "+") start--;
	else if (text[start - 2] === "+" && text[start - 1] === " ") start -= 2;
	return { start, end, digits, groups: i - at + 1, last: i, goesOn };
}

type Budget = { left: number };

function valid(number: string, country: string | undefined, budget: Budget): boolean | undefined {
	if (budget.left <= 0) return undefined;
	budget.left--;
	const code = country?.toUpperCase();
	const known = code !== undefined && isSupportedCountry(code) ? (code as CountryCode) : undefined;
	const parsed = parsePhoneNumberFromString(number, { extract: false, ...(known ? { defaultCountry: known } : {}) });
	return parsed?.isValid() ?? false;
}

type Verdict = Pick<Candidate, "score" | "evidence"> | undefined;

function judgeInternational(number: string, named: boolean, budget: Budget): Verdict {
	const holds = valid(number, undefined, budget);
	if (holds === true) return { score: named ? 960 : 920, evidence: "format" };
	if (named) return { score: 780, evidence: "context" };
	return { score: holds === undefined ? 700 : 450, evidence: "pattern" };
}

function judgeNational(number: string, span: Span, region: string | undefined, named: boolean, budget: Budget): Verdict {
	const nanp = NANP.test(number);
	const trunk = /^\(?0[1-9]/.test(number);
	const written = span.groups > 1;
	// Under the North American plan a number in another grouping is none, unless words say so: no need to ask.
	const plausible = named || nanp || (region !== "us" && region !== "ca" && (trunk || written));
	const tried = region !== undefined && plausible && valid(number, region, budget) === true;
	const holds = tried || (nanp && region !== "us" && valid(number, "us", budget) === true);
	if (named) return holds ? { score: 930, evidence: "format" } : { score: written ? 780 : 720, evidence: "context" };
	if (holds && (nanp || trunk) && written) return { score: tried || region === undefined ? 780 : 720, evidence: "format" };
	if (holds) return { score: written ? 560 : 420, evidence: "pattern" };
	if (trunk && span.digits >= 9) return { score: written ? 460 : 320, evidence: "pattern" };
	return undefined;
}

function outOfPlace(text: string, span: Span, number: string): boolean {
	const left = text[span.start - 1] ?? " ";
	if (isAlnum(left.charCodeAt(0)) || /[_$€£¥#%/-]/.test(left)) return true;
	if (/[.,:/]/.test(left) && isDigit(text.charCodeAt(span.start - 2))) return true;
	const right = text[span.end] ?? " ";
	if (/[%€$£]/.test(right) || (/[,:-]/.test(right) && isDigit(text.charCodeAt(span.end + 1)))) return true;
	return NEVER.test(number);
}

function judge(reading: Reading, span: Span, budget: Budget): Verdict {
	const { text, region, decoded } = reading;
	const number = text.slice(span.start, span.end);
	const international = number.startsWith("+") || (/^00[1-9]/.test(number) && span.digits >= 10);
	if (outOfPlace(text, span, number)) return undefined;
	const named = !decoded && near(text, span.start, span.end, NAMED);
	if (!international && (span.goesOn || decoded)) return undefined;
	if (!named && (namesOtherNumber(text, span.start) || AMOUNT.test(number))) return undefined;
	if (international) return judgeInternational(number.replace(/^00/, "+"), named, budget);
	return judgeNational(number, span, region, named, budget);
}

/**
 * Telephone numbers. International ones must exist in their country's plan; national ones need the region of the
 * locale, the North American grouping, or a word that names them. Bounded parses a text; what comes after is judged
 * by shape alone. Digits within `taken` (what other families are certain of, sorted by start) are not looked at.
 */
export function phones(reading: Reading, taken: readonly Candidate[]): Candidate[] {
	const { text, groups } = reading;
	const found: Candidate[] = [];
	const budget: Budget = { left: MAX_PHONE_PARSES };
	let claim = 0;
	for (let i = 0; i < groups.length; i++) {
		const { start } = groups[i] as Group;
		while ((taken[claim]?.end ?? Number.POSITIVE_INFINITY) <= start) claim++;
		if ((taken[claim]?.start ?? Number.POSITIVE_INFINITY) <= start) continue;
		const span = chainFrom(text, groups, i);
		if (span === undefined || span.digits < 7 || span.digits > MAX_DIGITS) continue;
		const verdict = judge(reading, span, budget);
		if (verdict === undefined) continue;
		EXTENSION.lastIndex = span.end;
		const end = span.end + (EXTENSION.exec(text)?.[0].length ?? 0);
		found.push({ type: "pii.phone", start: span.start, end, ...verdict });
		i = span.last;
	}
	return found;
}
