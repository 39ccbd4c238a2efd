// Tells time that grows with the text from time that grows faster, on machines that do other things as well.
import { expect } from "vitest";

/** What one measurement takes at least, in milliseconds. */
const LEAST_MS = 2;
/** A measurement of so many milliseconds is good enough to be taken twice only. */
const SURE_MS = 10;
const ROUNDS = 8;
/** Milliseconds of work after which what still looks too slow is not measured again. */
const MOST_MS = 5_000;
/** Between linear (1) and quadratic (2): four times the text may take 9 times the time. */
const MOST_GROWTH = Math.log(9) / Math.log(4);
/** Kernels count the time of threads at ticks, so that their figure may lack so many milliseconds. */
const TICK_MS = 4;

/**
 * Milliseconds that this thread worked. Other programs share the machine and a wall clock counts them, a clock of the
 * thread is coarse: the lesser of both. Node before 23.9 knows the whole process's work only.
 */
export function cpuTime(run: () => unknown): number {
	const usage = process.threadCpuUsage?.bind(process) ?? process.cpuUsage.bind(process);
	const [begun, start] = [usage(), performance.now()];
	run();
	const [{ user, system }, wall] = [usage(begun), performance.now() - start];
	return Math.min(wall, (user + system) / 1_000 + TICK_MS);
}

/**
 * Expects that `run` takes time in proportion to the text that `make` gives for a length: a text `factor` times as long
 * takes clearly less than a quadratic reader would need. Short and long are measured in turns and the least of each
 * counts, as that is what pauses and neighbours disturbed least; it is measured again while it looks too slow.
 */
export function expectLinear(
	run: (text: string) => unknown,
	make: (length: number) => string,
	{ from = 16_384, factor = 4 }: { readonly from?: number; readonly factor?: number } = {},
): void {
	const [short, long] = [make(from), make(from * factor)];
	const most = (long.length / short.length) ** MOST_GROWTH;
	const { repeats, time } = warmUp(() => run(short));
	const turns = time < SURE_MS ? 3 : 1;
	const least = { short: Number.POSITIVE_INFINITY, long: Number.POSITIVE_INFINITY };
	let spent = 0;
	const measure = (name: "short" | "long", text: string, times: number) => {
		const taken = cpuTime(() => repeat(() => run(text), times));
		spent += taken;
		least[name] = Math.min(least[name], taken / times);
	};
	for (let round = 0; round < ROUNDS; round++) {
		for (let turn = 0; turn < turns; turn++) measure("short", short, repeats);
		measure("long", long, Math.ceil(repeats / factor));
		for (let turn = 0; turn < turns; turn++) measure("short", short, repeats);
		if (least.long / least.short < most || spent > MOST_MS) break;
	}
	const told = `${short.length} characters take ${least.short.toFixed(3)} ms, ${long.length} take ${least.long.toFixed(3)} ms`;
	expect(least.long / least.short, told).toBeLessThan(most);
}

/** Lets the compilers do their work; gives how often the work must be repeated for a measurement of `LEAST_MS`. */
function warmUp(work: () => unknown): { repeats: number; time: number } {
	work();
	for (let repeats = 1; ; repeats *= 2) {
		const time = cpuTime(() => repeat(work, repeats));
		if (time >= LEAST_MS) return { repeats, time };
	}
}

/** The results are summed up in a way that no compiler can foresee, so that none leaves the work out. */
function repeat(work: () => unknown, times: number): void {
	let nothing = 0;
	for (let n = 0; n < times; n++) if (work() === undefined) nothing++;
	if (nothing !== 0 && nothing !== times) throw new Error("the same work gives a result and none");
}
