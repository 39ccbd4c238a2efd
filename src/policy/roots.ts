// Roots of policies: paths under `data` (`a/b`) that a policy owns, and whether two claim the same.

/** Whether a path is the root or lies below it. */
export function isWithin(path: string, root: string): boolean {
	return path === root || path.startsWith(`${root}/`);
}

/** Whether one of two paths lies within the other. */
export function overlap(a: string, b: string): boolean {
	return isWithin(a, b) || isWithin(b, a);
}

/** Path of the first member of a data document that lies outside of all roots; objects on the way to a root belong to nobody. */
export function firstOutside(data: Readonly<Record<string, unknown>>, roots: readonly string[], prefix = ""): string | undefined {
	for (const [name, member] of Object.entries(data)) {
		const path = prefix + name;
		if (roots.includes(path)) continue;
		const onTheWay = roots.some((root) => root.startsWith(`${path}/`));
		if (!onTheWay || typeof member !== "object" || member === null || Array.isArray(member)) return path;
		const found = firstOutside(member as Record<string, unknown>, roots, `${path}/`);
		if (found !== undefined) return found;
	}
	return undefined;
}
