// Repeatable chance: the same seed gives the same program on every machine.

export type Random = {
	/** An integer from 0 to below `bound`. */
	readonly below: (bound: number) => number;
	readonly chance: (probability: number) => boolean;
	readonly pick: <T>(from: readonly T[]) => T;
	/** One of the values by weight. */
	readonly weighted: <T>(from: readonly (readonly [weight: number, value: T])[]) => T;
};

/** Mulberry32: 32 bits of state, good enough to spread programs. */
export function randomFrom(seed: number): Random {
	let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
	const unit = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (bound: number) => Math.floor(unit() * bound);
	const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
	const weighted = <T>(from: readonly (readonly [number, T])[]): T => {
		let left = unit() * from.reduce((sum, [weight]) => sum + weight, 0);
		for (const [weight, value] of from) {
			left -= weight;
			if (left < 0) return value;
		}
		return (from.at(-1) as readonly [number, T])[1];
	};
	return { below, chance: (probability) => unit() < probability, pick, weighted };
}
