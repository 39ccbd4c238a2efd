// How much may still be decoded of one text: running out is remembered, so that it can be said.

export type Budget = {
	/** How many of `wanted` characters may be decoded; fewer than wanted marks the budget as exhausted. */
	readonly take: (wanted: number) => number;
	readonly exhausted: () => boolean;
};

/** A budget of `characters` for all embedded decodings of one text. */
export function budget(characters: number): Budget {
	let left = characters;
	let exhausted = false;
	return {
		take: (wanted) => {
			const granted = Math.min(wanted, left);
			if (granted < wanted) exhausted = true;
			left -= granted;
			return granted;
		},
		exhausted: () => exhausted,
	};
}
