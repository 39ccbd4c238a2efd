// Telephone numbers: a run of digit groups that could be dialled, judged by the numbering plans and the words beside it.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { MAX_PHONE_PARSES } from "../../../platform/limits.ts";
import type { Candidate } from "./candidate.ts";
import { before, namesOtherNumber, words } from "./context.ts";
import { type Group, isAlnum, isDigit, type Reading } from "./tokens.ts";

// Words that say "telephone number" by themselves, and words that say so only of something written like one.
const STRONG = words(
	"phone|tel.|telephone|mobile|cell|text me|sms|whatsapp|viber|fax|hotline|landline|my number|his number|her number|their number|your number|our number|" +
		"voicemail|telefon|handy|mobil|téléphone|telephone|portable|mon numéro|teléfono|telefono|móvil|celular|cellulare|telefone|telemóvel|" +
		"telefoon|gsm.|komórk|puhelin|телефон|тел.|моб|τηλ|κινητό|telefonu|cep |هاتف|جوال|تلفون|טלפון|נייד|फ़ोन|फोन|मोबाइल|ফোন|โทร|" +
		"电话|電話|手机|手機|携帯|전화|휴대폰|연락처|điện thoại|sđt|hp.|simu|matkapuhelin|mobiltelefon",
);
const WEAK = words(
	"call|called|signal|dial|ring|reach|answering|contact|office|anruf|ruf|erreich|appel|joindre|llama|llám|chiama|ligue|ligar|" +
		"bel mij|bel me|zadzwoń|numer|звон|позвон|номер|ara |联系|致电|nomor",
);
const LABEL_AFTER = words("phone|office|mobile|cell|fax|work|home|desk|direct|tel.|mobil|privat");
const NAMED_BEFORE = 48;
const NAMED_AFTER = 14;
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
const EXTENSION = /(?:[ ,;]{0,2}(?:ext\.?|x|extension|durchwahl|poste|int\.)[ :.]{0,2}\d{1,6})(?![A-Za-z0-9]|[ /.-]{1,3}\d)/iy;

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

function judgeInternational(written: string, named: boolean, budget: Budget): Verdict {
	const number = written.replace(/^00/, "+");
	const holds = valid(number, undefined, budget);
	if (holds === true) return { score: named ? 960 : 920, evidence: "format" };
	if (named) return { score: 780, evidence: "context" };
	if (holds === undefined) return { score: 700, evidence: "pattern" };
	// `00` begins many a number; only the plus sign announces a telephone.
	return number === written ? { score: 450, evidence: "pattern" } : undefined;
}

const SERVICE =
	/^(?:(?:\+|00)?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]?(?:\d{3}[ .-]?\d{4}|[\d ]{6,10})$|^(?:\+|00)?800[ .-]|^(?:(?:\+|00)(?:[1-9]\d{1,2})[ .-]?\(?0?\)?[ .-]?|0)(?:80[08]|90[0-9]|700|180)[ ./-]?\d|^1[38]00[ .-]\d{3}[ .-]\d{3}$/;
const PUBLISHED = words(
	"call us|call our|contact us|contact our|reach us|phone us|ring us|hotline|helpline|toll-free|toll free|tollfree|freephone|free phone|freecall|customer service|customer care|" +
		"customer support|support line|support team|our support|service line|service number|call center|call centre|lifeline|switchboard|head office|" +
		"rufen sie uns|kundenservice|kundendienst|kundenbetreuung|servicenummer|service-hotline|kostenlos|gebührenfrei|erreichen sie uns|appelez-nous|appelez nous|contactez-nous|service client|" +
		"numéro vert|numéro gratuit|llámenos|llame al|contáctenos|atención al cliente|línea gratuita|ligue para|fale conosco|atendimento|sac.|chiamaci|chiama il|servizio clienti|numero verde|" +
		"bel ons|klantenservice|zadzwoń do nas|infolinia|kundservice|kundeservice|asiakaspalvelu|ring oss|ring til oss|звоните нам|горячая линия|служба поддержки|客服|客户服务|お客様|フリーダイヤル|고객센터",
);
const SERVICE_SCORE = 420;
const PUBLISHED_BEFORE = 72;

/** A number that costs the caller nothing or extra, given out as a way to reach an organisation: nobody's own. */
function isPublishedService(text: string, span: Span): boolean {
	const number = text.slice(span.start, span.end);
	return SERVICE.test(number) && PUBLISHED.test(before(text, span.start, PUBLISHED_BEFORE));
}

type Naming = "strong" | "weak" | undefined;

function namingOf(text: string, span: Span): Naming {
	const lead = before(text, span.start, NAMED_BEFORE);
	if (STRONG.test(lead) || STRONG.test(text.slice(span.end, span.end + NAMED_AFTER).toLowerCase())) return "strong";
	const label = LABEL_AFTER.test(text.slice(span.end, span.end + NAMED_AFTER).toLowerCase());
	return label || WEAK.test(lead) ? "weak" : undefined;
}

function judgeNational(number: string, span: Span, region: string | undefined, naming: Naming, budget: Budget): Verdict {
	const named = naming !== undefined;
	const nanp = NANP.test(number);
	const trunk = /^\(?0[1-9]/.test(number);
	const written = span.groups > 1;
	// Under the North American plan a number in another grouping is none, unless words say so: no need to ask.
	const plausible = named || nanp || (region !== "us" && region !== "ca" && (trunk || written));
	// Once no number can be checked any more, those written like one count: they must not pass for being late.
	const unchecked = budget.left <= 0 && plausible && (nanp || trunk || region !== undefined);
	const tried = unchecked || (region !== undefined && plausible && valid(number, region, budget) === true);
	const holds = tried || (nanp && region !== "us" && valid(number, "us", budget) === true);
	if (named)
		return holds
			? { score: 930, evidence: "format" }
			: { score: written ? 780 : naming === "strong" ? 720 : 560, evidence: "context" };
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
	const naming = decoded ? undefined : namingOf(text, span);
	if (!international && (span.goesOn || decoded)) return undefined;
	if (namesOtherNumber(text, span.start) || (naming === undefined && AMOUNT.test(number))) return undefined;
	const continues = /[ .-]/.test(text[span.start - 1] ?? "") && isDigit(text.charCodeAt(span.start - 2));
	if (!international && naming === undefined && continues) return undefined;
	const verdict = international
		? judgeInternational(number, naming !== undefined, budget)
		: judgeNational(number, span, region, naming, budget);
	const isService = verdict !== undefined && !decoded && isPublishedService(text, span);
	return isService ? { score: Math.min(verdict.score, SERVICE_SCORE), evidence: "pattern" } : verdict;
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
