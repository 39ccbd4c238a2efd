// Decodes internationalised labels (RFC 3492) to see which letters a host really shows.

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const MAX_LABEL = 63;

function adapt(delta: number, points: number, first: boolean): number {
	let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
	rest += Math.floor(rest / points);
	let k = 0;
	while (rest > ((BASE - T_MIN) * T_MAX) >> 1) {
		rest = Math.floor(rest / (BASE - T_MIN));
		k += BASE;
	}
	return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function digit(code: number): number {
	if (code >= 48 && code <= 57) return code - 22;
	return code >= 97 && code <= 122 ? code - 97 : BASE;
}

/** The letters of a label without its `xn--`; undefined when it does not decode. */
function decodeLabel(label: string): string | undefined {
	const dash = label.lastIndexOf("-");
	const output = Array.from(dash > 0 ? label.slice(0, dash) : "", (c) => c.codePointAt(0) as number);
	let [n, i, bias] = [128, 0, 72];
	let at = dash > 0 ? dash + 1 : 0;
	while (at < label.length) {
		const before = i;
		let weight = 1;
		for (let k = BASE; ; k += BASE) {
			const value = digit(label.charCodeAt(at++));
			if (value >= BASE || i > 0x7fffffff) return undefined;
			i += value * weight;
			const threshold = k <= bias ? T_MIN : Math.min(k - bias, T_MAX);
			if (value < threshold) break;
			weight *= BASE - threshold;
		}
		bias = adapt(i - before, output.length + 1, before === 0);
		n += Math.floor(i / (output.length + 1));
		i %= output.length + 1;
		if (n > 0x10ffff) return undefined;
		output.splice(i++, 0, n);
	}
	return String.fromCodePoint(...output);
}

/** A canonical host as it is shown: labels in punycode decoded, the others as they are. */
export function shownHost(host: string): string {
	if (!host.includes("xn--")) return host;
	return host
		.split(".")
		.map((label) => (label.startsWith("xn--") && label.length <= MAX_LABEL ? (decodeLabel(label.slice(4)) ?? label) : label))
		.join(".");
}
