// What many isolates ask of one tenant's control object, by the rules of freshness: arithmetic, and a simulation beside it.
import { CONTEXT_FRESH_MS, CONTEXT_STALE_MS } from "../../src/platform/limits.ts";
import { type Random, random } from "./random.ts";
import type { Progress } from "./rollout-report.ts";

const SECONDS = 60;
const ISOLATES = 10_000;

/** Reads a second of one tenant's object when its requests spread evenly over the isolates. */
export function pointerLoad(progress: Progress): string {
	const rows = [100, 1_000, 10_000, 100_000].map((perSecond) => {
		const each = perSecond / ISOLATES;
		// An isolate reads with the first request after its pointer is no longer fresh.
		const expected = ISOLATES / (CONTEXT_FRESH_MS / 1000 + 1 / each);
		const found = simulated(each, random(perSecond));
		progress(`pointer: ${perSecond} decisions a second`);
		return `| ${perSecond} | ${Math.round(expected)} | ${Math.round(found.reads)} | ${(100 * found.awaited).toFixed(1)} % |`;
	});
	return [
		`| decisions a second over ${ISOLATES} isolates | reads a second, computed | simulated | decisions that wait for the read |`,
		"|---|---|---|---|",
		...rows,
	].join("\n");
}

function simulated(rate: number, draw: Random): { readonly reads: number; readonly awaited: number } {
	let [reads, awaited, requests] = [0, 0, 0];
	for (let isolate = 0; isolate < ISOLATES; isolate++) {
		let readAt = -draw() * (CONTEXT_FRESH_MS + 1000 / rate);
		for (let now = wait(rate, draw); now < SECONDS * 1000; now += wait(rate, draw)) {
			requests++;
			const age = now - readAt;
			if (age < CONTEXT_FRESH_MS) continue;
			if (age >= CONTEXT_STALE_MS) awaited++;
			reads++;
			readAt = now;
		}
	}
	return { reads: reads / SECONDS, awaited: awaited / Math.max(1, requests) };
}

function wait(rate: number, draw: Random): number {
	return (-Math.log(1 - draw()) / rate) * 1000;
}
