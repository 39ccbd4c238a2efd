// UUID version 7 (RFC 9562): sortable by the decision's clock, random for the rest.
import { toHex } from "./bytes.ts";

/** Makes a UUIDv7 from a clock reading (ms) and 10 random bytes. */
export function uuidv7(time: number, random: Uint8Array): string {
	const bytes = new Uint8Array(16);
	// 48 bits are more than bitwise operators have.
	const [high, low] = [Math.floor(time / 2 ** 32), time % 2 ** 32];
	for (let at = 0; at < 6; at++) bytes[at] = at < 2 ? high >>> (8 * (1 - at)) : low >>> (8 * (5 - at));
	bytes.set(random.subarray(0, 10), 6);
	bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
	bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
	const hex = toHex(bytes);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function newUuidv7(time: number): string {
	return uuidv7(time, crypto.getRandomValues(new Uint8Array(10)));
}
