// Tells time that grows with the text from time that grows faster, on machines that do other things as well.
import { expect } from "vitest";

/** What the first measurements take at least, in milliseconds: within it a thread that rested is seldom interrupted. */
const LEAST_MS = 2;
/** Where other work or the tick of a clock no longer matters. */
const SURE_MS = 32;
const ROUNDS = 8;
/** Milliseconds of work after which what still looks too slow is not measured again. */
const MOST_MS = 2_500;
/** Between linear (1) and quadratic (2): four times the text may take 9 times the time. */
const MOST_GROWTH = Math.log(9) / Math.log(4);
/** Kernels count the time of threads at ticks, so that their figure may lack so many milliseconds. */
const TICK_MS = 4;
/** A thread that waits for it gives its time away, and gets a whole slice of it afterwards. */
const REST = new Int32Array(new SharedArrayBuffer(4));

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
 * counts, as that is what pauses and neighbours disturbed least; while it looks too slow it is measured anew, for longer.
 */
export function expectLinear(
	run: (text: string) => unknown,
	make: (length: number) => string,
	{ from = 16_384, factor = 4 }: { readonly from?: number; readonly factor?: number } = {},
): void {
	const [short, long] = [make(from), make(from * factor)];
	const most = (long.length / short.length) ** MOST_GROWTH;
	let { repeats, time } = warmUp(() => run(short));
	let spent = 0;
	let [growth, told] = [0, ""];
	const measure = (text: string, times: number): number => {
		Atomics.wait(REST, 0, 0, 1);
		const taken = cpuTime(() => repeat(() => run(text), times));
		spent += taken;
		return taken / times;
	};
	for (let round = 0; round < ROUNDS; round++) {
		const turns = time < SURE_MS ? 3 : 1;
		const least = { short: Number.POSITIVE_INFINITY, long: Number.POSITIVE_INFINITY };
		for (let turn = 0; turn < 2 * turns; turn++) {
			least.short = Math.min(least.short, measure(short, repeats));
			// Once is enough for what is fast at once.
			if (turn === 0 || round > 0) least.long = Math.min(least.long, measure(long, Math.ceil(repeats / factor)));
		}
		growth = least.long / least.short;
		told = `${short.length} characters take ${least.short.toFixed(3)} ms, ${long.length} take ${least.long.toFixed(3)} ms`;
		if (growth < most || spent > MOST_MS) break;
		if (time < SURE_MS) [repeats, time] = [repeats * 2, time * 2];
	}
	expect(growth, told).toBeLessThan(most);
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
