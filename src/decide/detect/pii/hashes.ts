// SHA-256 (FIPS 180-4) and Keccak-256, synchronous: checksums of wallet addresses need them, and detectors cannot await.

function primes(count: number): number[] {
	const found: number[] = [];
	for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
	return found;
}

const PRIMES = primes(64);
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32) >>> 0;
const ROUND_256 = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const INITIAL_256 = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

function rotr(x: number, n: number): number {
	return (x >>> n) | (x << (32 - n));
}

function compress(state: Uint32Array, w: Uint32Array): void {
	for (let i = 16; i < 64; i++) {
		const x = w[i - 15] as number;
		const y = w[i - 2] as number;
		const s0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3);
		const s1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10);
		w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
	}
	let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
	for (let i = 0; i < 64; i++) {
		const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
		const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND_256[i] as number) + (w[i] as number)) | 0;
		const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
		h = g;
		g = f;
		f = e;
		e = (d + t1) | 0;
		d = c;
		c = b;
		b = a;
		a = (t1 + t2) | 0;
	}
	[a, b, c, d, e, f, g, h].forEach((value, i) => {
		state[i] = (state[i] as number) + value;
	});
}

/** SHA-256 of at most a few blocks. */
export function sha256(message: Uint8Array): Uint8Array {
	const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
	padded.set(message);
	padded[message.length] = 0x80;
	const view = new DataView(padded.buffer);
	view.setUint32(padded.length - 4, message.length * 8);
	const state = INITIAL_256.slice();
	const w = new Uint32Array(64);
	for (let offset = 0; offset < padded.length; offset += 64) {
		for (let i = 0; i < 16; i++) w[i] = view.getUint32(offset + i * 4);
		compress(state, w);
	}
	const out = new DataView(new ArrayBuffer(32));
	state.forEach((value, i) => {
		out.setUint32(i * 4, value);
	});
	return new Uint8Array(out.buffer);
}

const LANE = (1n << 64n) - 1n;
const rotl64 = (x: bigint, n: number): bigint => ((x << BigInt(n)) | (x >> BigInt(64 - n))) & LANE;

// Round constants from the LFSR x^8 + x^6 + x^5 + x^4 + 1 of the specification.
const ROUND_KECCAK = (() => {
	let register = 1;
	const bit = (): number => {
		const out = register & 1;
		register <<= 1;
		if (register & 0x100) register ^= 0x171;
		return out;
	};
	return Array.from({ length: 24 }, () => {
		let constant = 0n;
		for (let j = 0; j < 7; j++) if (bit()) constant |= 1n << BigInt(2 ** j - 1);
		return constant;
	});
})();

function permute(a: bigint[]): void {
	for (const constant of ROUND_KECCAK) {
		const c = [0, 1, 2, 3, 4].map((x) => [5, 10, 15, 20].reduce((sum, y) => sum ^ (a[x + y] as bigint), a[x] as bigint));
		for (let i = 0; i < 25; i++) {
			const x = i % 5;
			a[i] = (a[i] as bigint) ^ (c[(x + 4) % 5] as bigint) ^ rotl64(c[(x + 1) % 5] as bigint, 1);
		}
		let x = 1;
		let y = 0;
		let current = a[1] as bigint;
		for (let t = 0; t < 24; t++) {
			[x, y] = [y, (2 * x + 3 * y) % 5];
			const at = x + 5 * y;
			const next = a[at] as bigint;
			a[at] = rotl64(current, (((t + 1) * (t + 2)) / 2) % 64);
			current = next;
		}
		for (let row = 0; row < 25; row += 5) {
			const line = a.slice(row, row + 5) as [bigint, bigint, bigint, bigint, bigint];
			for (let i = 0; i < 5; i++) {
				a[row + i] = (line[i] as bigint) ^ (~(line[(i + 1) % 5] as bigint) & LANE & (line[(i + 2) % 5] as bigint));
			}
		}
		a[0] = (a[0] as bigint) ^ constant;
	}
}

/** Keccak-256 (the padding before FIPS 202) of ASCII text shorter than one block of 136 bytes, as lower-case hex. */
export function keccak256(ascii: string): string {
	const block = new DataView(new ArrayBuffer(136));
	for (let i = 0; i < ascii.length; i++) block.setUint8(i, ascii.charCodeAt(i));
	block.setUint8(ascii.length, 0x01);
	block.setUint8(135, block.getUint8(135) | 0x80);
	const state = Array.from({ length: 25 }, (_, i) => (i < 17 ? block.getBigUint64(i * 8, true) : 0n));
	permute(state);
	const out = new DataView(new ArrayBuffer(32));
	for (let i = 0; i < 4; i++) out.setBigUint64(i * 8, state[i] as bigint, true);
	return Array.from(new Uint8Array(out.buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
