// Finds where words begin in letters written without spaces, by a short vocabulary of common words and words of instructions.

const VOCABULARY = new Set(
	`a about above access account act action activate address admin after again against agree all allow allowed always am an and
	another answer any anything api are as ask assistant at attack away bank be because been before below best block bomb both
	but by bypass call can cannot card change chat code command commands complete confidential content context continue
	conversation convert could create credential credentials credit current data database day decode delete describe detail
	details developer did direct directive directives disable disclose discard disregard do does done dont down drug drugs each
	else email enable end enter every everything execute explain explosive export fact false file files filter filters final
	find first follow following for forget form free from full function get give given go good guide guideline guidelines guard
	hack had has have he hello help her here hidden high him his how human i if ignore illegal immediately in inform information
	initial input inside instead instruct instruction instructions internal into is it its jailbreak just keep key keys kill
	know language last leak let like limit limits list load longer look made make malicious malware many may me mean message
	messages method mode model more most must my name need never new next no normal not nothing now number obey of off on once
	one only open or order other our out output over override own parameter password passwords people phish phishing plan play
	please poison policies policy post pretend previous previously print prior private prompt prompts protocol provide put
	question read real reason refuse remember remove repeat replace reply report request respond response restrict restricted
	restriction restrictions return reveal role root rule rules run safe safety same say says secret secrets security see send
	sensitive set share she should show simulate since so some speak start state step steps still stop story such system take
	talk task tasks tell text than that the their them then there these they thing this those through time to token tokens tool
	tools top translate true trust turn two under understand unlimited unrestricted until up upon url us use used user users
	using very virus want warning was way we weapon weapons website well were what when where which while who why will with
	without word words work world would write written year yes you your yourself`.split(/\s+/),
);
const LONGEST = Math.max(...[...VOCABULARY].map((word) => word.length));
/** A split is believed when words of the vocabulary make up this share of the letters. */
const KNOWN_SHARE = 0.75;

/**
 * Offsets (but 0) at which a word begins; empty when too little of `letters` is words that are known.
 * Shortest path over the letters: a known word costs 1 whatever its length, an unknown letter costs 2. Linear: words have a bound.
 */
export function wordStarts(letters: string): Set<number> {
	const lower = letters.toLowerCase();
	const length = lower.length;
	const cost = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
	const from = new Int32Array(length + 1);
	cost[0] = 0;
	for (let start = 0; start < length; start++) {
		const base = cost[start] ?? 0;
		const step = (end: number, price: number) => {
			if (base + price >= (cost[end] ?? 0)) return;
			cost[end] = base + price;
			from[end] = start;
		};
		step(start + 1, 2);
		for (let end = start + 1; end <= Math.min(length, start + LONGEST); end++) {
			if (VOCABULARY.has(lower.slice(start, end))) step(end, 1);
		}
	}
	const starts = new Set<number>();
	let known = 0;
	for (let end = length; end > 0; ) {
		const start = from[end] ?? 0;
		const isKnown = VOCABULARY.has(lower.slice(start, end));
		if (isKnown) known += end - start;
		// Unknown letters in a row are one word.
		const isBesideUnknown = !isKnown && start > 0 && !VOCABULARY.has(lower.slice(from[start] ?? 0, start));
		if (start > 0 && !isBesideUnknown) starts.add(start);
		end = start;
	}
	return known >= length * KNOWN_SHARE ? starts : new Set();
}
