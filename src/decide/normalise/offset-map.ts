// Maps offsets of a rewritten text back to its source: runs of equal units, so that a long decoding costs one entry.

/** Immutable; offsets are UTF-16 code units, ranges are end exclusive. */
export type OffsetMap = {
	/** The smallest source range that covers `start..end` of the rewritten text, in whole units. */
	readonly range: (start: number, end: number) => { start: number; end: number };
};

/** A run of `count` units: each `unit` characters of the rewritten text stand for `size` of the source, `step` apart. */
export type UnitRuns = { at: number[]; from: number[]; unit: number[]; size: number[]; step: number[]; count: number[] };

/**
 * Freezes unit runs into a map. `length` is the length of the rewritten text.
 * When the units stand in the source's order, or exactly against it, the first and the last unit tell the range;
 * in any other order every run between them is looked at.
 */
export function offsetMap(runs: UnitRuns, length: number): OffsetMap {
	const at = Int32Array.from(runs.at);
	const from = Int32Array.from(runs.from);
	const unit = Int32Array.from(runs.unit);
	const size = Int32Array.from(runs.size);
	const step = Int32Array.from(runs.step);
	const ordered = inOrder(runs);

	const find = (position: number): number => {
		let low = 0;
		let high = at.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((at[middle] ?? 0) <= position) low = middle;
			else high = middle - 1;
		}
		return low;
	};
	const unitStart = (run: number, position: number): number =>
		(from[run] ?? 0) + Math.floor((position - (at[run] ?? 0)) / (unit[run] ?? 1)) * (step[run] ?? 1);

	return {
		range: (start, end) => {
			if (length === 0) return { start: 0, end: 0 };
			const first = Math.max(0, Math.min(start, length - 1));
			const last = Math.max(first, Math.min(end, length) - 1);
			let run = find(first);
			const lastRun = find(last);
			let low = Number.POSITIVE_INFINITY;
			let high = 0;
			const see = (where: number, position: number) => {
				const source = unitStart(where, position);
				low = Math.min(low, source);
				high = Math.max(high, source + (size[where] ?? 1));
			};
			see(run, first);
			see(lastRun, last);
			if (!ordered) {
				for (; run <= lastRun; run++) {
					see(run, Math.max(first, at[run] ?? 0));
					see(run, Math.min(last, (at[run + 1] ?? length) - 1));
				}
			}
			return { start: low, end: high };
		},
	};
}

function inOrder(runs: UnitRuns): boolean {
	let forward = true;
	let backward = true;
	let previousStart = -1;
	let previousEnd = -1;
	for (let run = 0; run < runs.at.length; run++) {
		const start = runs.from[run] ?? 0;
		const size = runs.size[run] ?? 1;
		const step = runs.count[run] === 1 ? 0 : (runs.step[run] ?? 1);
		const last = start + ((runs.count[run] ?? 1) - 1) * step;
		if (step < 0) forward = false;
		if (step > 0) backward = false;
		if (previousStart >= 0) {
			if (start < previousStart || start + size < previousEnd) forward = false;
			if (start > previousStart || start + size > previousEnd) backward = false;
		}
		previousStart = last;
		previousEnd = last + size;
	}
	return forward || backward;
}
