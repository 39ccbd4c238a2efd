// The canonical text: compatibility forms composed, hidden characters dropped, look-alike letters folded.
import type { Hit } from "../detect/detector.ts";
import { compose } from "./compose.ts";
import { foldConfusables } from "./confusables.ts";
import type { HiddenRun } from "./hidden.ts";
import { rewrite } from "./rewrite.ts";
import type { View } from "./view.ts";

export type Canonical = { readonly text: string; readonly range: View["range"]; readonly hits: readonly Hit[] };

/** Ranges and hits are of `text`; nothing when it is canonical already. `hidden` are its hidden runs. */
export function canonicalise(text: string, hidden: readonly HiddenRun[]): Canonical | undefined {
	const out = rewrite(text);
	let position = 0;
	for (const run of hidden) {
		compose(out, text, position, run.from);
		if (run.keep) out.copy(run.from, run.to);
		position = run.to;
	}
	compose(out, text, position, text.length);
	const composed = out.finish();
	const folded = foldConfusables(composed.text);
	if (folded === undefined) {
		return composed.text === text ? undefined : { text: composed.text, range: composed.map.range, hits: [] };
	}
	const back = composed.map.range;
	const range: View["range"] = (start, end) => {
		const inner = folded.rewritten.map.range(start, end);
		return back(inner.start, inner.end);
	};
	const hits = folded.hits.map((hit) => ({ ...hit, ...back(hit.start ?? 0, hit.end ?? 0) }));
	return { text: folded.rewritten.text, range, hits };
}
