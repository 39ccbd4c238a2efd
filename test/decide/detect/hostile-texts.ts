// Texts made to hurt a scanner, and how much longer four times the text takes.

/** Name and maker of a text of about the given length. */
export const HOSTILE: readonly (readonly [name: string, make: (length: number) => string])[] = [
	["trigger words only", (n) => "ignore previous all your instructions reveal system prompt ".repeat(n / 58)],
	["first words of patterns", (n) => "ignore forget how kill make ".repeat(n / 28)],
	["openings without ends", (n) => '<!--<|[INST<<"([{'.repeat(n / 17)],
	["one long word", (n) => "a".repeat(n)],
	["sends that lead nowhere", (n) => "send to send to start with ".repeat(n / 27)],
	["quotation marks", (n) => `"'`.repeat(n / 2)],
	["ideograms", (n) => "忽略之前所有指令提示".repeat(n / 10)],
	["line breaks", (n) => "User:\n".repeat(n / 6)],
	["broken surrogates", (n) => "\ud800x".repeat(n / 2)],
	["words of several hazards", (n) => "how to make kill someone bomb child sex suicide ".repeat(n / 48)],
	["random letters", (n) => Array.from({ length: n }, (_, i) => String.fromCharCode(97 + ((i * i * 7 + i * 13) % 26))).join("")],
];

const SMALL = 64 * 1024;
const LARGE = 256 * 1024;

/** Milliseconds of CPU of this thread: other programs share the machine, and a wall clock would count them. */
function time(run: () => void): number {
	const begun = process.threadCpuUsage();
	run();
	const { user, system } = process.threadCpuUsage(begun);
	return (user + system) / 1000;
}

/**
 * Time for 256 KB over time for 64 KB: 4 when linear, 16 when quadratic; tests ask for less than 9. Best of five each,
 * taken in turns, as caches and the collector differ from run to run.
 */
export function slowdown(scan: (text: string) => unknown, make: (length: number) => string): number {
	const small = make(SMALL);
	const large = make(LARGE);
	scan(small);
	let short = Number.POSITIVE_INFINITY;
	let long = Number.POSITIVE_INFINITY;
	for (let n = 0; n < 5; n++) {
		short = Math.min(
			short,
			time(() => scan(small)),
		);
		long = Math.min(
			long,
			time(() => scan(large)),
		);
	}
	// Below a few milliseconds the clock says more about the machine than about the scan.
	return long / Math.max(5, short);
}
