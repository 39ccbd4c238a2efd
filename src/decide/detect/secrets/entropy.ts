// How random a string looks: Shannon entropy, the variety of its characters, and the marks of an invented example.

/** Shannon entropy of the characters, in thousandths of a bit per character (an integer, so that scores are). */
export function entropy(text: string): number {
	if (text.length === 0) return 0;
	const counts = new Map<number, number>();
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		counts.set(code, (counts.get(code) ?? 0) + 1);
	}
	let bits = 0;
	for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
	return Math.round(bits * 1000);
}

/** Number of character classes used: small letters, capitals, digits, everything else. */
export function classes(text: string): number {
	return Number(/[a-z]/.test(text)) + Number(/[A-Z]/.test(text)) + Number(/[0-9]/.test(text)) + Number(/[^A-Za-z0-9]/.test(text));
}

/**
 * True for a value that looks drawn by a machine: its entropy is near what its length and alphabet allow.
 * Words and identifiers repeat letters and stay below; hexadecimal has its own ceiling of four bits.
 */
export function looksRandom(text: string): boolean {
	if (text.length < 16) return false;
	if (/^(?:0x)?[0-9a-fA-F-]+$/.test(text)) return /[a-fA-F]/.test(text) && /\d/.test(text) && entropy(text) >= 2900;
	const ceiling = Math.log2(Math.min(text.length, 62)) * 1000;
	return /[0-9]/.test(text) && /[A-Za-z]/.test(text) && entropy(text) >= Math.min(ceiling * 0.72, 4000) && digitMixes(text);
}

/** Digits stand among letters in random strings; in names they stand at the ends (`report_2024`, `v2`). */
function digitMixes(text: string): boolean {
	const turns =
		text.match(/[A-Za-z][0-9]|[0-9][A-Za-z]|[a-z][A-Z]|[A-Za-z0-9][!@#$%^&*+=()]|[!@#$%^&*+=()][A-Za-z0-9]/g)?.length ?? 0;
	return turns * 8 >= text.length;
}

const EXAMPLE_WORDS =
	/example|sample|placeholder|dummy|changeme|change[-_]me|replace|redacted|insert|(?:your|my|the)[-_ ]?(?:api|key|token|secret|pass|own|access|auth|client|app)|your[-_]|[-_]here\b|xxxx|\*\*\*\*|•|\.\.\.|…|0000000|1111111|not[-_ ]?a[-_ ]?real|\bfake\b|\bfoo\b|\bbar\b|\btodo\b|\btest(?:ing)?[-_]?(?:key|token|secret|pass)/i;

const SEQUENCES = /1234567890|0123456789|abcdefgh|deadbeef/i;

/** True when the text says itself that it is none: example words, a mask, very few characters. */
export function isExample(text: string): boolean {
	return EXAMPLE_WORDS.test(text) || (text.length >= 8 && new Set(text).size <= Math.min(4, text.length / 3));
}

/** True when the text is plainly a stand-in: an example, or a run of the alphabet or of digits. */
export function isPlaceholder(text: string): boolean {
	if (isExample(text) || SEQUENCES.test(text)) return true;
	return text.length >= 8 && orderedShare(text) > 0.45;
}

/** Share of neighbours that follow one another in the alphabet or repeat. */
function orderedShare(text: string): number {
	let ordered = 0;
	for (let i = 1; i < text.length; i++) {
		const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
		if (step === 0 || step === 1) ordered++;
	}
	return ordered / (text.length - 1);
}
