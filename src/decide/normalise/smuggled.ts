// Reads text hidden in Unicode tag characters and in variation selectors taken as bytes.
import type { ViewKind } from "../../contract/signal.ts";
import type { Budget } from "./budget.ts";
import { type HiddenRun, variationByte, widthOf } from "./hidden.ts";
import { putStretch, readableStretches } from "./readable.ts";
import { type Rewritten, rewrite } from "./rewrite.ts";

export type SmuggledText = { readonly kind: ViewKind; readonly rewritten: Rewritten };

/** Fewer selectors in a row than this are no message. */
const FEWEST_BYTES = 3;

/** Up to two readings: tag characters as the ASCII they mirror, runs of variation selectors as UTF-8. */
export function readSmuggled(text: string, runs: readonly HiddenRun[], budget: Budget): SmuggledText[] {
	const found: SmuggledText[] = [];
	const tags = readTags(text, runs, budget);
	if (tags !== undefined) found.push({ kind: "tag_characters", rewritten: tags });
	const selectors = readSelectors(text, runs, budget);
	if (selectors !== undefined) found.push({ kind: "variation_selectors", rewritten: selectors });
	return found;
}

function readTags(text: string, runs: readonly HiddenRun[], budget: Budget): Rewritten | undefined {
	const out = rewrite(text);
	let position = 0;
	for (const run of runs) {
		if (run.kind !== "tag" || run.genuine) continue;
		const granted = budget.take((run.to - run.from) / 2);
		out.copy(position, run.from);
		for (let index = run.from; index < run.from + granted * 2; index += 2) {
			const code = (text.codePointAt(index) ?? 0) - 0xe0000;
			if (code >= 0x20 && code < 0x7f) out.put(String.fromCharCode(code), index, index + 2);
		}
		position = run.to;
	}
	if (position === 0) return undefined;
	out.copy(position, text.length);
	return out.finish();
}

function readSelectors(text: string, runs: readonly HiddenRun[], budget: Budget): Rewritten | undefined {
	const out = rewrite(text);
	let position = 0;
	for (const run of runs) {
		if (run.kind !== "variation" || run.genuine) continue;
		const starts: number[] = [];
		const values: number[] = [];
		for (let index = run.from; index < run.to; index += widthOf(text.codePointAt(index) ?? 0)) {
			starts.push(index);
			values.push(variationByte(text.codePointAt(index) ?? 0));
		}
		const bytes = Uint8Array.from(values);
		const decoded = { bytes, start: (at: number) => starts[at] ?? run.from, end: (at: number) => starts[at + 1] ?? run.to };
		for (const stretch of readableStretches(bytes, FEWEST_BYTES)) {
			if (budget.take(stretch.to - stretch.from) < stretch.to - stretch.from) break;
			out.copy(position, decoded.start(stretch.from));
			putStretch(out, decoded, stretch);
			position = decoded.end(stretch.to - 1);
		}
	}
	if (position === 0) return undefined;
	out.copy(position, text.length);
	return out.finish();
}
