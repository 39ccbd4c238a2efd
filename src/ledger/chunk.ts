// Cuts a list into runs whose JSON fits one bound parameter of D1.
import { utf8 } from "../platform/bytes.ts";
import { MAX_STATEMENT_JSON_BYTES } from "../platform/limits.ts";

/** Items in order, with the JSON array that holds exactly them. */
export type Chunk<T> = { readonly items: readonly T[]; readonly json: string };

/**
 * Runs of consecutive items, each at most `maxItems` long and `maxBytes` of JSON. An item larger than that stands alone:
 * it is the database's to refuse.
 */
export function chunks<T>(items: readonly T[], maxItems: number, maxBytes: number = MAX_STATEMENT_JSON_BYTES): Chunk<T>[] {
	const all: Chunk<T>[] = [];
	let run: T[] = [];
	let texts: string[] = [];
	let bytes = 2;
	const close = () => {
		if (run.length > 0) all.push({ items: run, json: `[${texts.join(",")}]` });
		[run, texts, bytes] = [[], [], 2];
	};
	for (const item of items) {
		const text = JSON.stringify(item);
		const size = utf8(text).length + 1;
		if (run.length >= maxItems || bytes + size > maxBytes) close();
		run.push(item);
		texts.push(text);
		bytes += size;
	}
	close();
	return all;
}
