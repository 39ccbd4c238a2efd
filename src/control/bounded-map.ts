// A map with a bound: what was set longest ago goes first.

export type BoundedMap<V> = {
	readonly get: (key: string) => V | undefined;
	readonly set: (key: string, value: V) => void;
	readonly delete: (key: string) => void;
	readonly size: () => number;
};

/** Makes an empty map of at most `max` entries. */
export function boundedMap<V>(max: number): BoundedMap<V> {
	const entries = new Map<string, V>();
	return {
		get: (key) => entries.get(key),
		set: (key, value) => {
			entries.delete(key);
			if (entries.size >= max) {
				const oldest = entries.keys().next();
				if (!oldest.done) entries.delete(oldest.value);
			}
			entries.set(key, value);
		},
		delete: (key) => void entries.delete(key),
		size: () => entries.size,
	};
}
