// SHA-256 and HMAC-SHA-256 of short messages, computed at once (FIPS 180-4, FIPS 198-1): a call into the platform's
// cryptography costs more than a few blocks do. No branch and no index depends on what is hashed.
import type { Bytes } from "./bytes.ts";

/** Up to here it is faster than the platform, which is asked for all that is longer. */
export const SHORT_MESSAGE_BYTES = 2_048;

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, of the square roots of the first 8. */
const { rounds: ROUNDS, initial: INITIAL } = constants();
const schedule = new Int32Array(BLOCK_BYTES);
const state = new Int32Array(8);

/** SHA-256 of the message. */
export function sha256Now(message: Uint8Array): Bytes {
	state.set(INITIAL);
	absorb(message, 0);
	return written();
}

/** HMAC-SHA-256 of the message. Throws on a key longer than a block, which no key of this service is. */
export function hmacNow(key: Uint8Array, message: Uint8Array): Bytes {
	if (key.length > BLOCK_BYTES) throw new RangeError("HMAC: the key is longer than a block");
	const pad = new Uint8Array(BLOCK_BYTES).fill(0x36);
	for (let at = 0; at < key.length; at++) pad[at] = (pad[at] as number) ^ (key[at] as number);
	state.set(INITIAL);
	compress(pad, 0);
	absorb(message, BLOCK_BYTES);
	const inner = written();
	for (let at = 0; at < BLOCK_BYTES; at++) pad[at] = (pad[at] as number) ^ 0x36 ^ 0x5c;
	state.set(INITIAL);
	compress(pad, 0);
	absorb(inner, BLOCK_BYTES);
	return written();
}

/** The rest of a message, of which `before` bytes are in the state, with its padding. */
function absorb(message: Uint8Array, before: number): void {
	let at = 0;
	for (; at + BLOCK_BYTES <= message.length; at += BLOCK_BYTES) compress(message, at);
	const rest = message.length - at;
	const tail = new Uint8Array(rest + 9 <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES);
	tail.set(message.subarray(at));
	tail[rest] = 0x80;
	const bits = (before + message.length) * 8;
	for (let place = 1; place <= 4; place++) tail[tail.length - place] = bits >>> (8 * (place - 1));
	for (let block = 0; block < tail.length; block += BLOCK_BYTES) compress(tail, block);
}

function written(): Bytes {
	const out = new Uint8Array(DIGEST_BYTES);
	for (let word = 0; word < 8; word++) {
		const value = state[word] as number;
		out[4 * word] = value >>> 24;
		out[4 * word + 1] = value >>> 16;
		out[4 * word + 2] = value >>> 8;
		out[4 * word + 3] = value;
	}
	return out;
}

function expand(bytes: Uint8Array, from: number): void {
	for (let at = 0, byte = from; at < 16; at++, byte += 4) {
		schedule[at] =
			((bytes[byte] as number) << 24) |
			((bytes[byte + 1] as number) << 16) |
			((bytes[byte + 2] as number) << 8) |
			(bytes[byte + 3] as number);
	}
	for (let at = 16; at < 64; at++) {
		const x = schedule[at - 15] as number;
		const y = schedule[at - 2] as number;
		const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
		const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
		schedule[at] = ((schedule[at - 16] as number) + s0 + (schedule[at - 7] as number) + s1) | 0;
	}
}

/** Takes the block at `from` into the state. The names are those of the standard. */
function compress(bytes: Uint8Array, from: number): void {
	expand(bytes, from);
	let a = state[0] as number;
	let b = state[1] as number;
	let c = state[2] as number;
	let d = state[3] as number;
	let e = state[4] as number;
	let f = state[5] as number;
	let g = state[6] as number;
	let h = state[7] as number;
	for (let at = 0; at < 64; at++) {
		const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
		const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUNDS[at] as number) + (schedule[at] as number)) | 0;
		const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
		const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
		h = g;
		g = f;
		f = e;
		e = (d + t1) | 0;
		d = c;
		c = b;
		b = a;
		a = (t1 + t2) | 0;
	}
	state[0] = (state[0] as number) + a;
	state[1] = (state[1] as number) + b;
	state[2] = (state[2] as number) + c;
	state[3] = (state[3] as number) + d;
	state[4] = (state[4] as number) + e;
	state[5] = (state[5] as number) + f;
	state[6] = (state[6] as number) + g;
	state[7] = (state[7] as number) + h;
}

/** Computed from the primes in whole numbers, so that no table can be mistyped. */
function constants(): { rounds: Int32Array; initial: Int32Array } {
	const primes: bigint[] = [];
	for (let next = 2n; primes.length < 64; next++) if (primes.every((prime) => next % prime !== 0n)) primes.push(next);
	// The root of `prime · 2^(32 · degree)` holds the first 32 bits behind the point.
	const fraction = (prime: bigint, degree: bigint): number => {
		const radicand = prime << (32n * degree);
		let [low, high] = [0n, 1n << 40n];
		while (high - low > 1n) {
			const middle = (low + high) / 2n;
			if (middle ** degree <= radicand) low = middle;
			else high = middle;
		}
		return Number(BigInt.asIntN(32, low));
	};
	return {
		rounds: Int32Array.from(primes, (prime) => fraction(prime, 3n)),
		initial: Int32Array.from(primes.slice(0, 8), (prime) => fraction(prime, 2n)),
	};
}
