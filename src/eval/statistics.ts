// Statistics of evaluation tables.

/** Wilson score interval of a proportion at 95 % (Wilson 1927): honest for small n and shares near 0 and 1. */
export function wilson(successes: number, n: number): { low: number; high: number } {
	if (n === 0) return { low: 0, high: 1 };
	const z = 1.959964;
	const p = successes / n;
	const denominator = 1 + (z * z) / n;
	const centre = p + (z * z) / (2 * n);
	const margin = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
	return { low: Math.max(0, (centre - margin) / denominator), high: Math.min(1, (centre + margin) / denominator) };
}
