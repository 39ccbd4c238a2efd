// Runs the detectors over every view of every segment, within a budget of work, and maps what they saw back to the
// caller's own text. Running out, failing or overflowing is a signal of its own, never a silent skip.
import type { Stage } from "../../contract/names.ts";
import type { Signal, ViewKind } from "../../contract/signal.ts";
import { MAX_HITS_PER_SCAN, MAX_SIGNALS, MAX_WORK_UNITS, NORMALISE_COST } from "../../platform/limits.ts";
import type { Segment } from "../normalise/segment.ts";
import { readText } from "../normalise/text.ts";
import type { View } from "../normalise/view.ts";
import type { Detector, Hit, ScanContext } from "./detector.ts";

export type DetectContext = { readonly stage: Stage; readonly locale?: string; readonly hosts: readonly string[] };

export type Work = { chars: number; views: number; units: number; signals: number };
export type Detection = { readonly signals: Signal[]; readonly work: Work };

type Run = { readonly detectors: readonly Detector[]; readonly budget: number; readonly work: Work; readonly signals: Signal[] };

/** Reads every segment. Deterministic; linear in the text for detectors that are. */
export function detect(
	segments: readonly Segment[],
	context: DetectContext,
	detectors: readonly Detector[],
	budget: number = MAX_WORK_UNITS,
): Detection {
	const run: Run = { detectors, budget, work: { chars: 0, views: 0, units: 0, signals: 0 }, signals: [] };
	for (const segment of segments) {
		if (!readSegment(run, segment, context)) {
			run.signals.push({
				detector: "budget",
				type: "limit.work_exhausted",
				target: segment.target,
				score: 1000,
				evidence: "limit",
			});
			break;
		}
	}
	const signals = boundSignals(run.signals);
	run.work.signals = run.signals.length;
	return { signals, work: run.work };
}

/** False when the budget ran out. */
function readSegment(run: Run, segment: Segment, context: DetectContext): boolean {
	run.work.chars += segment.text.length;
	if (!spend(run, segment.text.length * NORMALISE_COST)) return false;
	const reading = readText(segment.text);
	run.work.views += reading.views.length;
	const seen = new Map<string, Signal[]>();
	collect(run, seen, segment, "normaliser", reading.hits, undefined);
	for (const view of reading.views) {
		for (const detector of run.detectors) {
			if (!reads(detector, view)) continue;
			if (!spend(run, view.text.length * detector.cost)) return false;
			scan(run, seen, segment, detector, view, context);
		}
	}
	return true;
}

function spend(run: Run, units: number): boolean {
	run.work.units += Math.ceil(units);
	return run.work.units <= run.budget;
}

function reads(detector: Detector, view: View): boolean {
	if (detector.reads === "all" || view.kinds.length === 0) return true;
	return detector.reads === "canonical" && view.kinds.length === 1 && view.kinds[0] === "canonical";
}

function scan(
	run: Run,
	seen: Map<string, Signal[]>,
	segment: Segment,
	detector: Detector,
	view: View,
	context: DetectContext,
): void {
	const scanContext: ScanContext = {
		...context,
		kind: segment.kind,
		role: segment.role,
		trust: segment.trust,
		decoded: view.kinds.some((kind) => kind !== "canonical"),
	};
	try {
		collect(run, seen, segment, detector.name, detector.scan(view.text, scanContext), view);
	} catch {
		// What it would have said is unknown: the policy must hear that, and nothing of the error, which may hold text.
		run.signals.push({
			detector: detector.name,
			type: "limit.detector_failed",
			target: segment.target,
			score: 1000,
			evidence: "limit",
		});
	}
}

function collect(
	run: Run,
	seen: Map<string, Signal[]>,
	segment: Segment,
	detector: string,
	hits: readonly Hit[],
	view: View | undefined,
): void {
	for (const hit of hits.slice(0, MAX_HITS_PER_SCAN)) {
		const signal = toSignal(segment, detector, hit, view);
		const known = seen.get(signal.type) ?? [];
		if (known.some((earlier) => covers(earlier, signal))) continue;
		known.push(signal);
		seen.set(signal.type, known);
		run.signals.push(signal);
	}
	if (hits.length > MAX_HITS_PER_SCAN) {
		run.signals.push({ detector, type: "limit.signals_truncated", target: segment.target, score: 1000, evidence: "limit" });
	}
}

function toSignal(segment: Segment, detector: string, hit: Hit, view: View | undefined): Signal {
	const signal: Signal = { detector, type: hit.type, target: segment.target, score: hit.score, evidence: hit.evidence };
	if (hit.start !== undefined && hit.end !== undefined) {
		signal.span = view === undefined ? { start: hit.start, end: hit.end } : view.range(hit.start, hit.end);
	}
	if (view !== undefined && view.kinds.length > 0) signal.views = [...view.kinds] as ViewKind[];
	return signal;
}

/** An earlier reading already says this at least as surely, over at least this range. */
function covers(earlier: Signal, later: Signal): boolean {
	if (earlier.score < later.score) return false;
	if (later.span === undefined) return earlier.span === undefined;
	return earlier.span !== undefined && earlier.span.start <= later.span.start && earlier.span.end >= later.span.end;
}

/** What a record can hold: the strongest signals, then one that says the rest is missing. Order of seeing is kept. */
export function boundSignals(signals: Signal[]): Signal[] {
	if (signals.length <= MAX_SIGNALS) return signals;
	const strongest = new Set([...signals].sort((a, b) => b.score - a.score).slice(0, MAX_SIGNALS - 1));
	const overflow: Signal = { detector: "budget", type: "limit.signals_truncated", target: "", score: 1000, evidence: "limit" };
	return [...signals.filter((signal) => strongest.has(signal)), overflow];
}
