// Reads base32 (RFC 4648 §6) in either case, padded or not.
import { type EncodedRun, packBits, readRuns } from "./encoded-runs.ts";
import { isPlain, letterShare, worthReading } from "./readable.ts";
import type { Reader } from "./reader.ts";

const SHORTEST = 16;

export const base32: Reader = {
	kind: "base32",
	encoding: true,
	read: (text, census, budget) => {
		if (census.longest < SHORTEST) return [];
		const runs: EncodedRun[] = [];
		for (const match of text.matchAll(/[A-Za-z0-9]+=*/g)) {
			const run = match[0];
			const padding = run.indexOf("=");
			const length = padding < 0 ? run.length : padding;
			if (length < SHORTEST || !isOneCase(run, length)) continue;
			// These remainders of a quantum hold no whole byte more.
			if (length % 8 === 1 || length % 8 === 3 || length % 8 === 6) continue;
			const bytes = packBits(valuesOf(run, length), 0, length, 5);
			const stretches = worthReading(bytes, 8).filter(
				(stretch) => stretch.to - stretch.from >= 24 || letterShare(bytes, stretch) >= 0.5 || isPlain(bytes, stretch),
			);
			if (stretches.length === 0) continue;
			const origin = match.index;
			runs.push({
				bytes,
				stretches,
				start: (index) => origin + Math.floor(index / 5) * 8,
				end: (index) => {
					const behind = Math.floor(index / 5) * 8 + 8;
					return origin + (behind >= length ? run.length : behind);
				},
			});
		}
		return readRuns(text, runs, budget);
	},
};

function isOneCase(run: string, length: number): boolean {
	let upper = false;
	let lower = false;
	for (let index = 0; index < length; index++) {
		const code = run.charCodeAt(index);
		if (code >= 0x61) lower = true;
		else if (code >= 0x41) upper = true;
		else if (code < 0x32 || code > 0x37) return false;
	}
	return upper !== lower;
}

function valuesOf(run: string, length: number): Uint8Array {
	const values = new Uint8Array(length);
	for (let index = 0; index < length; index++) {
		const code = run.charCodeAt(index);
		values[index] = code >= 0x41 ? (code & 0x1f) - 1 : code - 0x32 + 26;
	}
	return values;
}
