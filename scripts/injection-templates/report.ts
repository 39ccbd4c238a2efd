// Figures of the injection score: shares with Wilson intervals, allowances by length, anchors by shares of innocent texts.
import { allowance, LENGTHS } from "../../src/decide/detect/injection/calibration.ts";

export type Scored = {
	readonly set: string;
	readonly label: string;
	/** Before the allowance for its length. */
	readonly logit: number;
	readonly length: number;
	/** How often it counts among the innocent texts that anchors rest on. */
	readonly weight: number;
};

/** Share in per cent with its 95 % interval. */
export function wilson(k: number, n: number): string {
	const z = 1.96;
	const p = k / n;
	const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
	const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
	return `${(100 * p).toFixed(1)} (${(100 * Math.max(0, middle - half)).toFixed(1)}–${(100 * Math.min(1, middle + half)).toFixed(1)})`;
}

/** Value that a share of the weight lies above. */
export function quantile(values: readonly { readonly value: number; readonly weight: number }[], share: number): number {
	const sorted = [...values].sort((a, b) => b.value - a.value);
	let left = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
	for (const { value, weight } of sorted) {
		left -= weight;
		if (left < 0) return value;
	}
	return sorted.at(-1)?.value ?? 0;
}

/** Shares of innocent texts that may pass 700, by length: long texts are rarer and harder, so they get more. */
const SHARES_BY_LENGTH = [0.006, 0.012, 0.025, 0.025] as const;
const BORDERS = [120, 400, 1200, Infinity] as const;

/** Logit that innocent texts of each length may reach. */
export function allowancesOf(scored: readonly Scored[]): number[] {
	return BORDERS.map((border, i) => {
		const from = i === 0 ? 0 : (BORDERS[i - 1] as number);
		const group = scored.filter((s) => s.label === "benign" && s.length >= from && s.length < border);
		return Number(
			quantile(
				group.map((s) => ({ value: s.logit, weight: s.weight })),
				SHARES_BY_LENGTH[i] as number,
			).toFixed(3),
		);
	});
}

/** Logit without the allowance for the text's length. */
export const freed = (s: Scored, allowances: readonly number[]): number => s.logit - allowance(s.length, allowances);

/** Anchors: freed logits that these shares of innocent texts exceed. */
export function anchorsOf(scored: readonly Scored[], allowances: readonly number[], shares: readonly number[]): number[] {
	const innocent = scored.filter((s) => s.label === "benign").map((s) => ({ value: freed(s, allowances), weight: s.weight }));
	return shares.map((share) => Number(quantile(innocent, share).toFixed(3)));
}

/** A table of Markdown: share of each set at or above each threshold. */
export function table(
	title: string,
	scored: readonly (Scored & { readonly value: number })[],
	thresholds: readonly number[],
): string {
	const sets = new Map<string, (typeof scored)[number][]>();
	for (const s of scored) {
		const key = `${s.set} | ${s.label}`;
		const list = sets.get(key);
		if (list === undefined) sets.set(key, [s]);
		else list.push(s);
	}
	const innocent = scored.filter((s) => s.label === "benign");
	const lines = [...[...sets].sort(([a], [b]) => (a < b ? -1 : 1)), ["**all benign** | benign", innocent] as const].map(
		([key, list]) =>
			`| ${key} | ${list.length} | ${thresholds.map((t) => wilson(list.filter((s) => s.value >= t).length, list.length)).join(" | ")} |`,
	);
	return `\n### ${title}\n\n${lines.join("\n")}\n`;
}

/** The lengths that allowances belong to must be as many as the groups they are taken from. */
if (LENGTHS.length !== BORDERS.length) throw new Error("one allowance a length");
