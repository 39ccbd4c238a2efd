// CPU of one decision's pure part (read, detect, evaluate) by size of text, and of each detector; used by ../bench.ts.
import * as v from "valibot";
import { DecideRequest } from "../../src/contract/request.ts";
import { DETECTORS } from "../../src/decide/detect/registry.ts";
import { detect } from "../../src/decide/detect/run.ts";
import { evaluate } from "../../src/decide/evaluate/verdict.ts";
import { findGrounds } from "../../src/decide/grounds.ts";
import { messageSegments } from "../../src/decide/normalise/messages.ts";
import { readText } from "../../src/decide/normalise/text.ts";
import { read } from "../../src/decide/read.ts";
import type { LocalGuard } from "../../src/eval/local-guard.ts";
import type { Caller } from "../../src/platform/credential.ts";

const PROSE =
	"Thank you for writing to us about the delivery of your order. We have looked into it and found that the parcel left our warehouse on Monday morning; " +
	"it should reach you within three working days. If it has not arrived by Friday, please reply to this message and we will send another one at no cost. " +
	"You can follow every step in your account, and change the address or the time of delivery there as well. We are sorry for the delay, and hope you enjoy it. ";

export const SIZES_KB = [1, 4, 16, 64, 256] as const;

export function prose(kilobytes: number): string {
	return PROSE.repeat(Math.ceil((kilobytes * 1024) / PROSE.length)).slice(0, kilobytes * 1024);
}

/** Median milliseconds of a run, after warming up. */
export async function median(run: () => unknown, runs: number): Promise<number> {
	for (let i = 0; i < Math.max(2, runs / 4); i++) await run();
	const times: number[] = [];
	for (let i = 0; i < runs; i++) {
		const start = performance.now();
		await run();
		times.push(performance.now() - start);
	}
	return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

export type CpuRow = { readonly kilobytes: number; readonly readMs: number; readonly evaluateMs: number };

const CALLER: Caller = { keyId: "bench", tenant: "local", principal: "bench", role: "app", apps: ["*"], origins: [] };

export async function cpuBySize(guard: LocalGuard, runs: number): Promise<CpuRow[]> {
	const rows: CpuRow[] = [];
	for (const kilobytes of SIZES_KB) {
		const request = v.parse(DecideRequest, { stage: "input", app: "app", content: [{ role: "user", text: prose(kilobytes) }] });
		const ask = { caller: CALLER, now: Date.now(), waitUntil: () => {} };
		const loaded = await guard.deps.loadContext(CALLER.tenant, ask.now, ask.waitUntil);
		const grounds = await findGrounds(request, ask, loaded, guard.deps);
		if (!grounds.ok) throw new Error(grounds.error.code);
		const reading = await read(request, ask, grounds.value, guard.deps);
		const count = Math.max(5, Math.round(runs / kilobytes));
		rows.push({
			kilobytes,
			readMs: await median(() => read(request, ask, grounds.value, guard.deps), count),
			evaluateMs: await median(() => evaluate(grounds.value.version.policy, reading.input), Math.max(20, count)),
		});
	}
	return rows;
}

export type DetectorRow = { readonly name: string; readonly microseconds: number };

/** Each detector alone over 1 KB of prose, the normaliser first. */
export async function cpuByDetector(runs: number): Promise<DetectorRow[]> {
	const text = prose(1);
	const request = v.parse(DecideRequest, { stage: "input", app: "app", content: [{ role: "user", text }] });
	const { segments } = messageSegments(request);
	const rows = [{ name: "normaliser", microseconds: 1000 * (await median(() => readText(text), runs)) }];
	for (const detector of DETECTORS) {
		const alone = await median(() => detect(segments, { stage: "input", hosts: [] }, [detector]), runs);
		rows.push({ name: detector.name, microseconds: Math.max(0, alone * 1000 - (rows[0]?.microseconds ?? 0)) });
	}
	return rows;
}
