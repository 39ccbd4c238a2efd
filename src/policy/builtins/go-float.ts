// Doubles as Go's fmt and strconv print them, from their exact decimal expansion.
import { type Decimal, decimalFrom } from "../decimal.ts";

/** A finite double is mantissa × 2^exponent; the sign is left out. */
function parts(value: number): { readonly mantissa: bigint; readonly exponent: number } {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, value);
	const bits = view.getBigUint64(0);
	const power = Number((bits >> 52n) & 0x7ffn);
	const fraction = bits & 0xf_ffff_ffff_ffffn;
	return { mantissa: power === 0 ? fraction : fraction | (1n << 52n), exponent: (power === 0 ? 1 : power) - 1075 };
}

/** The exact decimal value of a finite double. */
export function exact(value: number): Decimal {
	const { mantissa: size, exponent } = parts(value);
	const mantissa = value < 0 ? -size : size;
	return exponent >= 0
		? { coefficient: mantissa << BigInt(exponent), exponent: 0 }
		: { coefficient: mantissa * 5n ** BigInt(-exponent), exponent };
}

/** Digits without sign, and where the point stands: 0.d₁d₂… × 10^point. */
type Digits = { readonly digits: string; readonly point: number };

function digitsOf({ coefficient, exponent }: Decimal): Digits {
	const digits = (coefficient < 0n ? -coefficient : coefficient).toString();
	return digits === "0" ? { digits: "", point: 0 } : { digits, point: digits.length + exponent };
}

/** Rounded half to even so that `count` digits stand, counted from the first. */
function rounded({ digits, point }: Digits, count: number): Digits {
	if (count >= digits.length) return { digits, point };
	if (count < 0) return { digits: "", point: 0 };
	const rest = digits.slice(count);
	const kept = digits.slice(0, count);
	const half = rest.startsWith("5") && /^50*$/.test(rest);
	const up = half ? Number(kept.at(-1) ?? "0") % 2 === 1 : rest.charAt(0) >= "5";
	if (!up) return { digits: kept, point };
	const next = (BigInt(kept === "" ? "0" : kept) + 1n).toString();
	// A carry makes one digit more; nothing kept that rounds up is a digit of its own.
	return next.length > kept.length
		? { digits: next.slice(0, Math.max(kept.length, 1)), point: point + 1 }
		: { digits: next, point };
}

/** The shortest digits that read back as the same double, which is what JavaScript prints. */
function shortest(value: number): Digits {
	const decimal = decimalFrom(String(Math.abs(value)));
	return decimal === undefined ? { digits: "", point: 0 } : digitsOf(decimal);
}

/** `%e`, `%f`, `%g` of a finite number without its sign; without a precision the shortest text that reads back. */
export function floatText(value: number, verb: string, precision: number | undefined, keepZeros = false): string {
	const lower = verb.toLowerCase();
	const all = precision === undefined ? shortest(value) : digitsOf(exact(Math.abs(value)));
	if (lower === "f") {
		const fraction = precision ?? Math.max(all.digits.length - all.point, 0);
		return fixed(precision === undefined ? all : rounded(all, all.point + fraction), fraction);
	}
	if (lower === "e") {
		const fraction = precision ?? Math.max(all.digits.length - 1, 0);
		return scientific(precision === undefined ? all : rounded(all, fraction + 1), fraction, verb);
	}
	const significant = precision === 0 ? 1 : precision;
	const kept = significant === undefined ? all : rounded(all, significant);
	let limit = significant ?? 6;
	if (significant !== undefined && limit > kept.digits.length && kept.digits.length >= kept.point) limit = kept.digits.length;
	const power = kept.digits === "" ? 0 : kept.point - 1;
	const trimmed = keepZeros ? kept.digits.padEnd(significant ?? 6, "0") : kept.digits.replace(/0+$/, "");
	if (power < -4 || power >= limit) return scientific(kept, Math.max(trimmed.length - 1, 0), verb === "G" ? "E" : "e");
	return fixed(kept, Math.max(trimmed.length - kept.point, 0));
}

function fixed({ digits, point }: Digits, fraction: number): string {
	const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
	if (fraction === 0) return whole;
	const behind = (point > 0 ? digits.slice(point) : "0".repeat(digits === "" ? 0 : -point) + digits).padEnd(fraction, "0");
	return `${whole}.${behind.slice(0, fraction)}`;
}

function scientific({ digits, point }: Digits, fraction: number, verb: string): string {
	const power = digits === "" ? 0 : point - 1;
	const first = digits.charAt(0) || "0";
	const behind = fraction === 0 ? "" : `.${digits.slice(1, fraction + 1).padEnd(fraction, "0")}`;
	const sign = power < 0 ? "-" : "+";
	return `${first}${behind}${verb === "E" ? "E" : "e"}${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}

const signedPower = (power: number, digits: number): string =>
	`p${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(digits, "0")}`;

/** `%b`: the mantissa and the power of two, without the sign. */
export function binaryText(value: number): string {
	const { mantissa, exponent } = parts(value);
	return `${mantissa}${signedPower(exponent, 1)}`;
}

/** `%x`: hexadecimal digits behind a one, and the power of two, without the sign. */
export function hexText(value: number, precision: number | undefined): string {
	let { mantissa, exponent } = parts(value);
	if (mantissa === 0n) return `0x0${precision === undefined || precision === 0 ? "" : `.${"0".repeat(precision)}`}p+00`;
	while (mantissa < 1n << 52n) {
		mantissa <<= 1n;
		exponent--;
	}
	if (precision !== undefined && precision < 13) {
		const unit = 1n << BigInt(4 * (13 - precision));
		const rest = mantissa % unit;
		const up = rest * 2n > unit || (rest * 2n === unit && (mantissa / unit) % 2n === 1n);
		mantissa = (mantissa / unit + (up ? 1n : 0n)) * unit;
		if (mantissa >= 1n << 53n) {
			mantissa >>= 1n;
			exponent++;
		}
	}
	const digits = (mantissa & 0xf_ffff_ffff_ffffn).toString(16).padStart(13, "0");
	const shown = precision === undefined ? digits.replace(/0+$/, "") : digits.padEnd(precision, "0").slice(0, precision);
	return `0x1${shown === "" ? "" : `.${shown}`}${signedPower(exponent + 52, 2)}`;
}
