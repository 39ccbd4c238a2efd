// Wallet addresses of crypto currencies, by their own checksums: base58check, bech32(m), EIP-55.
import { MAX_HITS_PER_SCAN } from "../../../platform/limits.ts";
import type { Candidate } from "./candidate.ts";
import { near, words } from "./context.ts";
import { keccak256, sha256 } from "./hashes.ts";
import type { Reading } from "./tokens.ts";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE58_ADDRESS = /^[13LMDTX2mn][1-9A-HJ-NP-Za-km-z]{25,34}$/;
const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const BECH32_ADDRESS = /^(bc|ltc|tb)1([ac-hj-np-z02-9]{11,87})$/;
const NAMED = words(
	"wallet|address|eth.|ethereum|erc|usdt|usdc|metamask|btc|bitcoin|crypto|token|send|donat|кошел|钱包|地址|ウォレット",
);

/** Whether the text is 25 bytes in base58 whose last four are the double SHA-256 of the rest. */
export function isBase58Check(text: string): boolean {
	const bytes = new Uint8Array(25);
	for (const char of text) {
		let carry = BASE58.indexOf(char);
		if (carry < 0) return false;
		for (let i = 24; i >= 0; i--) {
			carry += (bytes[i] as number) * 58;
			bytes[i] = carry & 0xff;
			carry >>= 8;
		}
		if (carry !== 0) return false;
	}
	const check = sha256(sha256(bytes.subarray(0, 21)));
	return [0, 1, 2, 3].every((i) => check[i] === bytes[21 + i]);
}

const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Whether the checksum of BIP 173 (bech32) or BIP 350 (bech32m) holds. */
export function isBech32(prefix: string, data: string): boolean {
	const values = [...prefix].map((char) => char.charCodeAt(0) >> 5);
	values.push(0, ...[...prefix].map((char) => char.charCodeAt(0) & 31), ...[...data].map((char) => BECH32.indexOf(char)));
	let check = 1;
	for (const value of values) {
		const top = check >>> 25;
		check = ((check & 0x1ffffff) << 5) ^ value;
		for (let i = 0; i < 5; i++) if ((top >> i) & 1) check ^= GENERATOR[i] as number;
	}
	return check === 1 || check === 0x2bc830a3;
}

/** Whether the capitals of 40 hex digits are those that EIP-55 prescribes. */
export function isEip55(hex: string): boolean {
	const hash = keccak256(hex.toLowerCase());
	return [...hex].every((char, i) => !/[a-f]/i.test(char) || /[A-F]/.test(char) === Number.parseInt(hash.charAt(i), 16) >= 8);
}

function scoreEthereum(hex: string, named: boolean, check: boolean): Pick<Candidate, "score" | "evidence"> {
	const mixed = /[a-f]/.test(hex) && /[A-F]/.test(hex);
	if (check && mixed && isEip55(hex)) return { score: 970, evidence: "checksum" };
	if (/^(.)\1+$/.test(hex)) return { score: 200, evidence: "pattern" };
	return named ? { score: mixed ? 720 : 880, evidence: "context" } : { score: mixed ? 500 : 720, evidence: "format" };
}

/** Addresses of Bitcoin and its kin and of Ethereum. Keccak is dear: past the hits that count, shape alone decides. */
export function cryptoAddresses(reading: Reading): Candidate[] {
	const { text, groups } = reading;
	const found: Candidate[] = [];
	let last = -1;
	for (const { wordStart: start, wordEnd: end } of groups) {
		const length = end - start;
		if (start === last || length < 26 || length > 90) continue;
		last = start;
		const word = text.slice(start, end);
		const bech32 = BECH32_ADDRESS.exec(/^(?:BC|LTC|TB)1/.test(word) ? word.toLowerCase() : word);
		const claim = { type: "pii.crypto_address", start, end } as const;
		if (bech32 !== null && isBech32(bech32[1] as string, bech32[2] as string)) {
			found.push({ ...claim, score: 970, evidence: "checksum" });
		} else if (BASE58_ADDRESS.test(word) && isBase58Check(word)) {
			found.push({ ...claim, score: 970, evidence: "checksum" });
		} else if (/^0x[0-9a-fA-F]{40}$/.test(word)) {
			found.push({ ...claim, ...scoreEthereum(word.slice(2), near(text, start, end, NAMED), found.length < MAX_HITS_PER_SCAN) });
		}
	}
	return found;
}
