// Replaces every run of one encoding by what it decodes to, keeps the rest, and says where the runs stood.
import type { Hit } from "../detect/detector.ts";
import type { Budget } from "./budget.ts";
import { decodedScore } from "./likelihood.ts";
import { type DecodedBytes, putStretch, type Stretch, textOf } from "./readable.ts";
import type { Read } from "./reader.ts";
import { rewrite } from "./rewrite.ts";

/** One run of an encoding and the parts of it that read as text. */
export type EncodedRun = DecodedBytes & { readonly stretches: readonly Stretch[] };

/** The whole text with all `runs` (in order of the text) decoded; nothing when there are none or no budget is left. */
export function readRuns(text: string, runs: readonly EncodedRun[], budget: Budget): Read[] {
	if (runs.length === 0) return [];
	const out = rewrite(text);
	const hits: Hit[] = [];
	let position = 0;
	for (const run of runs) {
		for (const stretch of run.stretches) {
			const part = granted(run.bytes, stretch, budget);
			if (part.to <= part.from) continue;
			const start = run.start(part.from);
			const end = run.end(part.to - 1);
			out.copy(position, start);
			// A number behind a letter or digit of the text would be read as part of a longer word.
			if (isDigit(run.bytes[part.from]) && isWordCharacter(text.charCodeAt(start - 1))) out.put(" ", start, run.end(part.from));
			putStretch(out, run, part);
			position = end;
			hits.push({ type: "text.encoded", start, end, score: decodedScore(textOf(run.bytes, part)), evidence: "format" });
		}
	}
	if (position === 0) return [];
	out.copy(position, text.length);
	return [{ ...out.finish(), hits }];
}

function isDigit(code: number | undefined): boolean {
	return code !== undefined && code >= 0x30 && code <= 0x39;
}

function isWordCharacter(code: number): boolean {
	return isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

/** What the budget allows of a stretch, cut between characters. */
function granted(bytes: Uint8Array, stretch: Stretch, budget: Budget): Stretch {
	let to = stretch.from + budget.take(stretch.to - stretch.from);
	while (to > stretch.from && to < stretch.to && ((bytes[to] ?? 0) & 0xc0) === 0x80) to--;
	return { from: stretch.from, to };
}

/** Groups of 8 symbols' bits: bytes of symbols worth `bits` bits each, as base64 and base32 pack them. */
export function packBits(values: Uint8Array, from: number, to: number, bits: number): Uint8Array {
	const bytes = new Uint8Array(Math.floor(((to - from) * bits) / 8));
	let held = 0;
	let heldBits = 0;
	let index = 0;
	for (let i = from; i < to; i++) {
		held = ((held << bits) | (values[i] ?? 0)) & 0xffff;
		heldBits += bits;
		if (heldBits >= 8) {
			heldBits -= 8;
			bytes[index++] = held >> heldBits;
		}
	}
	return bytes;
}
