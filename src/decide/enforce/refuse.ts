// Text of a refusal: by hazard and language, from a catalogue, safe to show to an end user.
import type { Decision } from "../../contract/decision.ts";
import type { RefusalHazard } from "../../contract/finding.ts";
import { REFUSALS, type RefusalLanguage } from "./refusals.ts";

const FALLBACK: RefusalLanguage = "en";

/** Chooses by declared locale, else by the language of the text, else English. Says nothing of what was found. */
export function refusal(hazard: RefusalHazard, declared?: string, detected?: string): NonNullable<Decision["refusal"]> {
	const locale = [declared, detected].map(languageOf).find((language) => language !== undefined) ?? FALLBACK;
	return { hazard, locale, text: REFUSALS[locale][hazard] };
}

function languageOf(tag: string | undefined): RefusalLanguage | undefined {
	const language = tag?.split("-")[0]?.toLowerCase();
	return language !== undefined && Object.hasOwn(REFUSALS, language) ? (language as RefusalLanguage) : undefined;
}
