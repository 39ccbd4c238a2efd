// Tells hosts that imitate a known one: swapped letters, other alphabets, a known name in front of a foreign domain.
import { registrableDomain } from "./host.ts";
import { BRANDS } from "./known-hosts.ts";
import { shownHost } from "./punycode.ts";

/** Letters of other alphabets that look like Latin ones, in pairs. */
const CONFUSABLE =
	"аaвbсcеeһhіiјjкkмmоoрpԛqѕsтtуyхxԝwԁdɡgӏlոnаaαaβbεeηnιiκkνvοoρpτtυuχxωwɑaıiłløođdⅼlṃmąaęeéeèeêeëeáaàaâaäaåaãaíiìiîiïióoòoôoöoõoúuùuûuüuñnçcşsğg";
const LATIN = new Map<string, string>();
for (let i = 0; i + 1 < CONFUSABLE.length; i += 2) LATIN.set(CONFUSABLE.charAt(i), CONFUSABLE.charAt(i + 1));
const DIGIT_LETTERS: Readonly<Record<string, string>> = { 0: "o", 1: "l", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b", 9: "g" };

/** What a label looks like at a glance; equal skeletons look alike. */
export function skeleton(label: string): string {
	let out = "";
	for (const character of label.toLowerCase()) out += LATIN.get(character) ?? DIGIT_LETTERS[character] ?? character;
	return out.replaceAll("rn", "m").replaceAll("vv", "w").replaceAll("i", "l").replaceAll("-", "");
}

function firstLabel(domain: string): string {
	return domain.slice(0, domain.indexOf("."));
}

/** Whether one step (a letter more, less, other, or two swapped) leads from one word to the other. */
export function oneStepApart(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1 || a === b) return false;
	let start = 0;
	while (start < a.length && a[start] === b[start]) start++;
	let endA = a.length;
	let endB = b.length;
	while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
		endA--;
		endB--;
	}
	const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
	return (restA.length <= 1 && restB.length <= 1) || (restA.length === 2 && restA === restB.split("").reverse().join(""));
}

const BRAND_SKELETONS = new Map(BRANDS.map((domain) => [skeleton(firstLabel(domain)), domain]));
const BRAND_LABELS = new Set(BRANDS.map(firstLabel));
const LURE = /login|secure|verify|account|support|update|signin|wallet|billing|service|auth|confirm|unlock|help/;

/** Letters of two alphabets in one label: never honest in a host. */
function mixesScripts(shown: string): boolean {
	return shown
		.split(".")
		.some(
			(label) =>
				/[a-z]/i.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(label),
		);
}

/**
 * How strongly a canonical host imitates one of the known or own domains, 0–1000.
 * `own` are registrable domains of the application.
 */
export function lookalikeScore(host: string, own: readonly string[]): number {
	const domain = registrableDomain(host);
	if (domain === undefined || own.includes(domain) || BRANDS.includes(domain)) return 0;
	const shown = shownHost(host);
	if (shown !== host && mixesScripts(shown)) return 880;
	const label = firstLabel(shownHost(domain));
	const alike = skeleton(label);
	const ownLabels = own.map(firstLabel);
	const isOwnLabel = BRAND_LABELS.has(label) || ownLabels.includes(label);
	if (!isOwnLabel && (BRAND_SKELETONS.has(alike) || ownLabels.some((name) => skeleton(name) === alike))) return 860;
	const front = host.slice(0, host.length - domain.length);
	if ([...BRANDS, ...own].some((known) => front.startsWith(`${known}.`) || front.includes(`.${known}.`))) return 860;
	const parts = label.split("-");
	if (parts.length > 1 && LURE.test(label) && parts.some((part) => BRAND_SKELETONS.has(skeleton(part)))) return 720;
	if (isOwnLabel || label.length < 6) return 0;
	return [...BRAND_LABELS, ...ownLabels].some((name) => name.length >= 6 && oneStepApart(label, name)) ? 560 : 0;
}
