// Sentences that say it outright: a wish to die, a threat, instructions that need no pattern of words.
import type { Hit } from "../detector.ts";
import type { HarmType } from "./patterns.ts";

const MAX_EACH = 16;

// Gaps are bounded: each expression is linear in the text.
const DECLARATIONS: readonly {
	readonly type: HarmType;
	readonly score: number;
	readonly pattern: RegExp;
	readonly hints: readonly string[];
}[] = [
	{
		type: "harm.ssh",
		score: 880,
		pattern:
			/\b(?:i (?:just )?(?:want|wanna|wish|need|plan|intend|am going|'m going|m going)(?: to)? (?:die|be dead|kill myself|end it all|end my life|hurt myself|cut myself|disappear forever)|i (?:don'?t|do not) want to (?:live|be alive|exist|wake up)(?: any ?more)?|kill(?:ing)? myself|end(?:ing)? my (?:own )?life|take my own life|i wish i (?:was|were) dead|(?:i )?(?:cut|burn|starve|harm)(?:ing)? myself|no (?:reason|point) (?:to|in) (?:live|living))\b/gi,
		hints: ["myself", "my life", "my own life", "die", "dead", "to live", "living", "alive", "exist", "wake up"],
	},
	{
		type: "harm.ssh",
		score: 860,
		pattern:
			/\b(?:ich (?:will|möchte) (?:nicht mehr leben|sterben)|mich (?:selbst )?(?:umbringen|töten|verletzen|ritzen)|mir das leben nehmen|je veux mourir|en finir avec (?:la|ma) vie|me (?:suicider|tuer|scarifier)|mettre fin à mes jours|quiero morir(?:me)?|quitarme la vida|matarme|suicidarme)(?![\p{L}])/giu,
		hints: [
			"leben",
			"sterben",
			"umbringen",
			"töten",
			"ritzen",
			"verletzen",
			"mourir",
			"vie",
			"suicider",
			"tuer",
			"scarifier",
			"jours",
			"morir",
			"matarme",
			"suicidarme",
		],
	},
	{
		type: "harm.ssh",
		score: 800,
		pattern:
			/\b(?:ways?|how|methods?|instructions?|steps?|tips|encourag\w{1,6}|promot\w{1,6}|glorif\w{1,6}|plan|write)\b[^.\n]{0,60}\b(?:self[- ]?(?:harm|injury|mutilation)|suicide|eating disorders?|anorexia|cutting myself)(?![^.\n]{0,60}\b(?:prevent|help|support|hotline|awareness|signs)\w{0,4})/gi,
		hints: ["self", "suicide", "eating disorder", "anorexia", "cutting myself"],
	},
	{
		type: "harm.ssh",
		score: 520,
		pattern: /\bself[- ]?(?:harm|injury|mutilation)\w{0,4}/gi,
		hints: ["self"],
	},
	{
		type: "harm.vcr",
		score: 780,
		pattern:
			/\b(?:i(?:'ll| will| am going to|'m going to|'m gonna) (?:kill|murder|shoot|stab|beat|hurt) (?:you|him|her|them|everyone)|you (?:deserve to|should|will) die|(?:all|every) \w{2,20} (?:should|must|deserve to) (?:be (?:killed|shot|hanged|exterminated)|die))\b/gi,
		hints: ["kill", "murder", "shoot", "stab", "beat", "hurt", "die", "shot", "hanged", "exterminated"],
	},
	{
		type: "harm.ssh",
		score: 840,
		pattern: /\b(?:kill yourself|kys|go (?:die|hang yourself)|you should (?:kill|hang|cut) yourself)\b/gi,
		hints: ["yourself", "kys", "go die"],
	},
];

/** What no declaration does without: one look at a text spares most of them the rest. */
const ANY =
	/self|my (?:own )?life|\bdie\b|\bdead\b|to live|living|alive|exist|wake up|leben|sterben|umbringen|töten|ritzen|verletzen|mourir|\bvie\b|suicid|\btuer\b|scarifi|jours|morir|matarme|eating disorder|anorexia|kill|murder|shoot|stab|beat|hurt|shot|hanged|extermin|kys/;

/** Hits of the outright sentences. */
export function declarations(text: string): Hit[] {
	const lower = text.toLowerCase();
	const hits: Hit[] = [];
	if (!ANY.test(lower)) return hits;
	for (const { type, score, pattern, hints } of DECLARATIONS) {
		if (!hints.some((hint) => lower.includes(hint))) continue;
		pattern.lastIndex = 0;
		for (let n = 0; n < MAX_EACH; n++) {
			const match = pattern.exec(text);
			if (match === null) break;
			hits.push({ type, start: match.index, end: match.index + match[0].length, score, evidence: "phrase" });
		}
		pattern.lastIndex = 0;
	}
	return hits;
}
