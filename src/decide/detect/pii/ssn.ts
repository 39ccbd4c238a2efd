// US social security numbers: no check digit, so the rules for area and group, the hyphens and the words decide.
import type { Candidate } from "./candidate.ts";
import { namesOtherNumber, near, words } from "./context.ts";
import { isAlnum, isDigit, type Reading } from "./tokens.ts";

const NAMED = words("ssn|social security|social sec|soc sec|ss#|ss #|ss n|itin|seguro social|taxpayer");
const WRITTEN = /(?!000|666|9\d\d)\d{3}([- .]?)(?!00)\d{2}\1(?!0000)\d{4}/y;
// Printed on a wallet's sample card, used in advertising: never anybody's.
const FAMOUS = /^(?:078051120|219099999|123456789)$/;

/** Social security numbers, 3-2-4 by hyphens, spaces or dots; nine bare digits only beside a word that names them. */
export function socialSecurityNumbers(reading: Reading): Candidate[] {
	const { text, groups, region } = reading;
	const found: Candidate[] = [];
	for (const group of groups) {
		const length = group.end - group.start;
		if ((length !== 3 && length !== 9) || group.wordStart !== group.start) continue;
		WRITTEN.lastIndex = group.start;
		const match = WRITTEN.exec(text);
		if (match === null) continue;
		const start = group.start;
		const end = start + match[0].length;
		const left = text[start - 1] ?? " ";
		if (left === "_" || left === "+" || (/[-./]/.test(left) && isDigit(text.charCodeAt(start - 2)))) continue;
		if (isAlnum(text.charCodeAt(end)) || (/[-./]/.test(text[end] ?? " ") && isDigit(text.charCodeAt(end + 1)))) continue;
		const mark = match[1] ?? "";
		if (near(text, start, end, NAMED)) {
			found.push({ type: "pii.us_ssn", start, end, score: 950, evidence: "context" });
			continue;
		}
		if (reading.decoded && mark !== "-") continue;
		let score = mark === "-" ? 840 : mark === "" ? 300 : 560;
		if (region !== undefined && region !== "us") score -= 150;
		if (FAMOUS.test(match[0].replaceAll(mark, "")) && mark !== "-") score -= 100;
		if (namesOtherNumber(text, start)) score -= 300;
		found.push({ type: "pii.us_ssn", start, end, score: Math.max(score, 0), evidence: mark === "" ? "pattern" : "format" });
	}
	return found;
}
