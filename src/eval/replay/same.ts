// Whether two JSON values are the same, bit for bit in their canonical form, and where they differ.
import type { ReplayDifference } from "../../contract/replay.ts";

/** Equal exactly when the canonical JSON of both is: order of members does not count, a member that is `undefined` is none. */
export function same(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a) || Array.isArray(b)) {
		if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
		return a.every((item, at) => same(item, b[at]));
	}
	const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
	for (const name in left) if (left[name] !== undefined && !same(left[name], right[name])) return false;
	for (const name in right) if (right[name] !== undefined && left[name] === undefined) return false;
	return true;
}

/** The first places, in order, where a recomputed value is not the recorded one. */
export function differencesOf(field: string, recorded: unknown, recomputed: unknown, most: number): ReplayDifference[] {
	if (most <= 0 || same(recorded, recomputed)) return [];
	const deeper = membersOf(recorded, recomputed);
	if (deeper === undefined) {
		return [{ field, ...(recorded === undefined ? {} : { recorded }), ...(recomputed === undefined ? {} : { recomputed }) }];
	}
	const found: ReplayDifference[] = [];
	for (const name of deeper) {
		const pointer = `${field}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
		found.push(...differencesOf(pointer, memberOf(recorded, name), memberOf(recomputed, name), most - found.length));
	}
	return found;
}

/** Names of what lies within, where both are objects or both arrays. */
function membersOf(a: unknown, b: unknown): string[] | undefined {
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return undefined;
	if (Array.isArray(a) !== Array.isArray(b)) return undefined;
	return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort((x, y) =>
		Array.isArray(a) ? Number(x) - Number(y) : x < y ? -1 : 1,
	);
}

function memberOf(value: unknown, name: string): unknown {
	return Object.hasOwn(value as object, name) ? (value as Record<string, unknown>)[name] : undefined;
}
