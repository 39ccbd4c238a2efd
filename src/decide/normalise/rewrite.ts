// Builds a rewritten text together with its way back: copy what stays, put what is read differently.
import { type OffsetMap, offsetMap, type UnitRuns } from "./offset-map.ts";

/** A stretch that was read differently: `from..to` of the source became `start..end` of the rewritten text. */
export type Changed = { from: number; to: number; start: number; end: number };

export type Rewritten = { readonly text: string; readonly map: OffsetMap; readonly changed: readonly Changed[] };

export type Rewrite = {
	/** Takes `from..to` of the source as it stands. */
	readonly copy: (from: number, to: number) => void;
	/** Reads `from..to` of the source, as a whole, as `text`. An empty text drops it. */
	readonly put: (text: string, from: number, to: number) => void;
	readonly finish: () => Rewritten;
};

/** Starts a rewriting of `source`. */
export function rewrite(source: string): Rewrite {
	const pieces: string[] = [];
	const runs: UnitRuns = { at: [], from: [], unit: [], size: [], step: [], count: [] };
	const changed: Changed[] = [];
	let length = 0;

	const add = (unit: number, from: number, size: number, count: number): void => {
		const last = runs.at.length - 1;
		if (last >= 0 && runs.unit[last] === unit && runs.size[last] === size) {
			const known = runs.count[last] ?? 1;
			const step = runs.step[last] ?? 1;
			const distance = from - ((runs.from[last] ?? 0) + (known - 1) * step);
			if ((distance === step || known === 1) && (count === 1 || distance === 1)) {
				runs.step[last] = distance;
				runs.count[last] = known + count;
				return;
			}
		}
		runs.at.push(length);
		runs.from.push(from);
		runs.unit.push(unit);
		runs.size.push(size);
		runs.step.push(1);
		runs.count.push(count);
	};

	return {
		copy: (from, to) => {
			if (to <= from) return;
			add(1, from, 1, to - from);
			pieces.push(source.slice(from, to));
			length += to - from;
		},
		put: (text, from, to) => {
			if (text === "") return;
			add(text.length, from, to - from, 1);
			pieces.push(text);
			const last = changed.at(-1);
			if (last?.end === length) {
				last.from = Math.min(last.from, from);
				last.to = Math.max(last.to, to);
				last.end += text.length;
			} else {
				changed.push({ from, to, start: length, end: length + text.length });
			}
			length += text.length;
		},
		finish: () => ({ text: pieces.join(""), map: offsetMap(runs, length), changed }),
	};
}
