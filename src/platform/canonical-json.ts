// Canonical JSON (RFC 8785, JCS): one byte string for one value, so that digests and signatures mean something.

/**
 * Serialises a JSON value: members sorted by UTF-16 code units, no white space, numbers as ECMAScript prints them.
 * Members that are `undefined` are left out. Throws on what JSON cannot hold (a bug of the caller's).
 */
export function canonicalJson(value: unknown): string {
	switch (typeof value) {
		case "string":
			if (!value.isWellFormed()) throw new TypeError("canonical JSON: lone surrogate");
			return JSON.stringify(value);
		case "number":
			if (!Number.isFinite(value)) throw new TypeError("canonical JSON: number is not finite");
			return JSON.stringify(value);
		case "boolean":
			return value ? "true" : "false";
		case "object":
			if (value === null) return "null";
			return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>);
		default:
			throw new TypeError(`canonical JSON: a ${typeof value} has no JSON`);
	}
}

function canonicalArray(items: readonly unknown[]): string {
	return `[${items.map(canonicalJson).join(",")}]`;
}

function canonicalObject(object: Record<string, unknown>): string {
	const members: string[] = [];
	for (const name of Object.keys(object).sort()) {
		const value = object[name];
		if (value === undefined) continue;
		members.push(`${canonicalJson(name)}:${canonicalJson(value)}`);
	}
	return `{${members.join(",")}}`;
}
