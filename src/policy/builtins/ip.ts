// IP addresses and networks as integers, read and printed the way Go does.

/** Bits of the address family, 32 or 128. IPv4-mapped IPv6 addresses count as IPv4. */
export type Address = { readonly bits: 32 | 128; readonly value: bigint };
/** `value` is the network's first address. */
export type Network = Address & { readonly prefix: number };

const MAPPED = 0xffffn << 32n;

export function parseAddress(text: string): Address | undefined {
	const v4 = parseV4(text);
	if (v4 !== undefined) return { bits: 32, value: v4 };
	const v6 = text.includes(":") ? parseV6(text) : undefined;
	if (v6 === undefined) return undefined;
	return v6 >> 32n === MAPPED >> 32n ? { bits: 32, value: v6 & 0xffff_ffffn } : { bits: 128, value: v6 };
}

function parseV4(text: string): bigint | undefined {
	const parts = text.split(".");
	if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)) return undefined;
	return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
	const halves = text.split("::");
	if (halves.length > 2) return undefined;
	const [head, tail] = halves.map(groups);
	if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
	const missing = 8 - head.length - (tail?.length ?? 0);
	if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
	const all = [...head, ...Array.from({ length: Math.max(missing, 0) }, () => 0), ...(tail ?? [])];
	return all.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** Groups of 16 bits; the last may be an IPv4 address. */
function groups(text: string): number[] | undefined {
	if (text === "") return [];
	const found: number[] = [];
	const parts = text.split(":");
	for (const [index, part] of parts.entries()) {
		const v4 = index === parts.length - 1 ? parseV4(part) : undefined;
		if (v4 !== undefined) found.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
		else if (/^[0-9a-fA-F]{1,4}$/.test(part)) found.push(Number.parseInt(part, 16));
		else return undefined;
	}
	return found;
}

/** An address and its prefix, `10.1.2.3/8`, as the network that it lies in. */
export function parseNetwork(text: string): Network | undefined {
	const at = text.lastIndexOf("/");
	const address = at < 0 ? undefined : parseAddress(text.slice(0, at));
	const digits = text.slice(at + 1);
	if (address === undefined || !/^(?:0|[1-9][0-9]{0,2})$/.test(digits)) return undefined;
	// A mapped address keeps the prefix of its 128 bits.
	const v6 = text.slice(0, at).includes(":");
	const prefix = address.bits === 32 && v6 ? Number(digits) - 96 : Number(digits);
	if (prefix < 0 || prefix > address.bits) return undefined;
	return network(address, prefix);
}

export function network({ bits, value }: Address, prefix: number): Network {
	const host = BigInt(bits - prefix);
	return { bits, value: (value >> host) << host, prefix };
}

export function lastAddress({ bits, value, prefix }: Network): bigint {
	return value | ((1n << BigInt(bits - prefix)) - 1n);
}

export function holds(outer: Network, { bits, value }: Address): boolean {
	return outer.bits === bits && value >= outer.value && value <= lastAddress(outer);
}

export function addressText({ bits, value }: Address): string {
	if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
	const parts = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
	const [start, length] = longestZeros(parts);
	if (length < 2) return parts.join(":");
	return `${parts.slice(0, start).join(":")}::${parts.slice(start + length).join(":")}`;
}

function longestZeros(parts: readonly string[]): [start: number, length: number] {
	let best: [number, number] = [0, 0];
	for (let start = 0; start < parts.length; start++) {
		let length = 0;
		while (parts[start + length] === "0") length++;
		if (length > best[1]) best = [start, length];
	}
	return best;
}

export function networkText(found: Network): string {
	return `${addressText(found)}/${found.prefix}`;
}

/** The fewest networks that cover exactly the addresses from `first` to `last`. */
export function cover(bits: 32 | 128, first: bigint, last: bigint): Network[] {
	const found: Network[] = [];
	for (let at = first; at <= last; ) {
		let prefix = bits as number;
		const fits = (shorter: number) => {
			const size = 1n << BigInt(bits - shorter);
			return at % size === 0n && at + size - 1n <= last;
		};
		while (prefix > 0 && fits(prefix - 1)) prefix--;
		found.push({ bits, value: at, prefix });
		at += 1n << BigInt(bits - prefix);
	}
	return found;
}
