// Reads text written as bits: groups of eight (or seven) 0s and 1s, apart or in one run.
import { type EncodedRun, readRuns } from "./encoded-runs.ts";
import { letterShare, readableStretches } from "./readable.ts";
import type { Reader } from "./reader.ts";

const FEWEST_BYTES = 3;

export const binary: Reader = {
	kind: "binary",
	encoding: true,
	read: (text, census, budget) => {
		if (census.digits < FEWEST_BYTES * 7) return [];
		const runs: EncodedRun[] = [];
		let groups: { at: number; width: number }[] = [];
		let expected = -1;
		const close = () => {
			const bytes = Uint8Array.from(groups, ({ at, width }) => Number.parseInt(text.slice(at, at + width), 2));
			const kept = groups;
			groups = [];
			if (bytes.length < FEWEST_BYTES) return;
			const stretches = readableStretches(bytes, FEWEST_BYTES).filter((stretch) => letterShare(bytes, stretch) >= 0.6);
			if (stretches.length === 0) return;
			const start = (index: number) => kept[index]?.at ?? 0;
			runs.push({ bytes, stretches, start, end: (index) => start(index) + (kept[index]?.width ?? 8) });
		};
		for (const match of text.matchAll(/[01]{7,}/g)) {
			const length = match[0].length;
			// Digits over at the end of a long run stay as they stand.
			const width = length % 8 === 0 || length >= 3 * 8 ? 8 : length === 7 ? 7 : 0;
			// Bytes belong together when little more than a separator stands between them.
			if (width === 0 || match.index > expected + 3) close();
			if (width === 0) continue;
			for (let at = 0; at + width <= length; at += width) groups.push({ at: match.index + at, width });
			expected = match.index + length;
		}
		close();
		return readRuns(text, runs, budget);
	},
};
