// Seeded randomness for simulations: uniform numbers, and tables of draws from heavier distributions, which are fast to reuse.

export type Random = () => number;

/** Uniform in [0, 1), 32 bits a draw: sfc32, which passes PractRand, seeded by one number. */
export function random(seed: number): Random {
	let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
	const next = () => {
		const sum = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (c << 21) | (c >>> 11);
		c = (c + sum) | 0;
		return (sum >>> 0) / 4_294_967_296;
	};
	for (let at = 0; at < 15; at++) next();
	return next;
}

const TABLE = 8_192;

/** Rates of subjects: Beta distributed with a mean; `spread` is its a + b, and the smaller, the more subjects differ. */
export function rates(mean: number, spread: number, draw: Random): Float64Array {
	if (mean <= 0 || mean >= 1 || !Number.isFinite(spread)) return new Float64Array(TABLE).fill(mean);
	const table = new Float64Array(TABLE);
	for (let at = 0; at < TABLE; at++) {
		const [x, y] = [gamma(mean * spread, draw), gamma((1 - mean) * spread, draw)];
		table[at] = x / (x + y);
	}
	return centred(table, mean);
}

/** A finite table misses its mean by chance, and a null that lies beyond its boundary would be none. */
function centred(table: Float64Array, mean: number): Float64Array {
	for (let round = 0; round < 50; round++) {
		const off = mean - table.reduce((sum, each) => sum + each, 0) / table.length;
		for (let at = 0; at < table.length; at++) table[at] = Math.min(1, Math.max(0, (table[at] ?? 0) + off));
	}
	return table;
}

/** Requests of subjects: Pareto distributed from 1 on with a shape, at most `most`. */
export function counts(shape: number, most: number): Uint16Array {
	const table = new Uint16Array(TABLE);
	for (let at = 0; at < TABLE; at++) table[at] = Math.min(most, Math.floor(((at + 0.5) / TABLE) ** (-1 / shape)));
	return table;
}

/** Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). */
function gamma(shape: number, draw: Random): number {
	if (shape < 1) return gamma(shape + 1, draw) * (1 - draw()) ** (1 / shape);
	const d = shape - 1 / 3;
	const c = 1 / Math.sqrt(9 * d);
	for (;;) {
		const x = normal(draw);
		const cube = (1 + c * x) ** 3;
		if (cube > 0 && Math.log(1 - draw()) < 0.5 * x * x + d - d * cube + d * Math.log(cube)) return d * cube;
	}
}

function normal(draw: Random): number {
	return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}
