// Compares two answers to the byte, after what differs from one answer to the next has been taken out of both.
import type { Answered } from "./exchange.ts";

export type Comparable = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** Ids, times and what names the server itself. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
	[/("decision_id": ?)"[0-9a-f-]{36}"/g, '$1"ID"'],
	[/("(?:timer|counter)_[a-z_]+": ?)\d+/g, "$10"],
	[/("version": ?)"[^"]*"/g, '$1"VERSION"'],
	[/("bundles": ?\{\s*)"[^"]*"(: ?\{\s*"revision")/g, '$1"NAME"$2'],
	[/\s*"build_timestamp": ?"[^"]*",/g, ""],
];

export function comparable({ status, headers, body }: Answered): Comparable {
	let text = body;
	for (const [pattern, replacement] of VOLATILE) text = text.replace(pattern, replacement);
	return { status, headers, body: withoutPlaces(text) };
}

/** Errors of an evaluation lose their places in the sources: a compiled policy has none. */
function withoutPlaces(body: string): string {
	if (!body.includes('"location"')) return body;
	const error = JSON.parse(body) as { errors?: { location?: unknown; stack_trace?: unknown }[] };
	for (const item of error.errors ?? []) {
		delete item.location;
		delete item.stack_trace;
	}
	return `${JSON.stringify(error, null, 2)}\n`;
}
