// The check digit methods that several identifiers share. All take strings of ASCII digits.

/** Sum of digit × weight over the weights given. */
export function weighted(digits: string, weights: readonly number[]): number {
	let sum = 0;
	for (let i = 0; i < weights.length; i++) sum += (digits.charCodeAt(i) - 48) * (weights[i] as number);
	return sum;
}

/** Number of any length modulo a small number. */
export function modulo(digits: string, divisor: number): number {
	let rest = 0;
	for (let i = 0; i < digits.length; i++) rest = (rest * 10 + digits.charCodeAt(i) - 48) % divisor;
	return rest;
}

/** ISO/IEC 7812-1 annex B (Luhn), the last digit being the check digit. */
export function luhn(digits: string): boolean {
	let sum = 0;
	for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
		const digit = digits.charCodeAt(i) - 48;
		sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
	}
	return sum % 10 === 0;
}

/** ISO/IEC 7064 MOD 11,10, the last digit being the check digit. */
export function mod1110(digits: string): boolean {
	let product = 10;
	for (let i = 0; i < digits.length - 1; i++) {
		const sum = (product + digits.charCodeAt(i) - 48) % 10 || 10;
		product = (sum * 2) % 11;
	}
	return (product + digits.charCodeAt(digits.length - 1) - 48) % 10 === 1;
}

/** EAN-13. */
export function ean13(digits: string): boolean {
	return weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

// The dihedral group of order 10, of which Verhoeff's method takes products; the permutation is applied by position.
function dihedral(a: number, b: number): number {
	if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b - 5) % 5) + 5;
	return b < 5 ? ((a - 5 - b + 5) % 5) + 5 : (a - b + 5) % 5;
}
const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Verhoeff (1969), the last digit being the check digit. */
export function verhoeff(digits: string): boolean {
	let check = 0;
	for (let i = digits.length - 1, position = 0; i >= 0; i--, position++) {
		let digit = digits.charCodeAt(i) - 48;
		for (let turn = position % 8; turn > 0; turn--) digit = PERMUTATION[digit] as number;
		check = dihedral(check, digit);
	}
	return check === 0;
}

/** ISO/IEC 7064 MOD 97-10 over letters and digits (A = 10 … Z = 35): true when the rest is 1. */
export function mod97(alnum: string): boolean {
	let rest = 0;
	for (let i = 0; i < alnum.length; i++) {
		const code = alnum.charCodeAt(i);
		rest = code < 58 ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97;
	}
	return rest === 1;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether month and day can be a date in some year. */
export function isDate(month: number, day: number): boolean {
	return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}

/** The number that stands at `start..end`. */
export function num(digits: string, start: number, end: number): number {
	return Number(digits.slice(start, end));
}
