// UUIDs taken apart, as RFC 4122 lays them out.
import { numberOf } from "../decimal.ts";
import type { Value } from "../value.ts";
import type { Builtins } from "./builtin.ts";
import { stringOperand } from "./operand.ts";

export const UUID: Builtins = {
	"uuid.parse": (args) => {
		const bytes = parse(stringOperand(args, 1));
		return bytes === undefined ? undefined : describe(bytes);
	},
};

const HEX = /^[0-9a-f]{32}$/i;

/** Plain, in braces, as a URN, or without dashes. */
function parse(text: string): Uint8Array | undefined {
	const bare = /^urn:uuid:/i.test(text) ? text.slice(9) : text.length === 38 ? text.slice(1, -1) : text;
	const dashed = /^(.{8})-(.{4})-(.{4})-(.{4})-(.{12})$/.exec(bare);
	const digits = dashed === null ? text : dashed.slice(1).join("");
	if (!HEX.test(digits)) return undefined;
	return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** 100 ns between 1582-10-15 and 1970. */
const GREGORIAN = 122_192_928_000_000_000n;
const DOMAINS = ["Person", "Group", "Org"] as const;

function describe(bytes: Uint8Array): Value {
	const view = new DataView(bytes.buffer);
	const version = (bytes[6] ?? 0) >> 4;
	const object = new Map<Value, Value>([
		["version", version],
		["variant", variant(bytes[8] ?? 0)],
	]);
	if (version !== 1 && version !== 2) return object;
	const high = BigInt(view.getUint16(6) & 0x0fff) << 48n;
	const ticks = high | (BigInt(view.getUint16(4)) << 32n) | BigInt(view.getUint32(0));
	const node = bytes.slice(10);
	object.set("time", numberOf((ticks - GREGORIAN) * 100n));
	object.set("nodeid", [...node].map((byte) => byte.toString(16).padStart(2, "0")).join("-"));
	object.set("macvariables", `${(bytes[10] ?? 0) & 2 ? "local" : "global"}:${(bytes[10] ?? 0) & 1 ? "multicast" : "unicast"}`);
	object.set("clocksequence", view.getUint16(8) & 0x3fff);
	if (version === 2) {
		object.set("id", view.getUint32(0));
		object.set("domain", DOMAINS[bytes[9] ?? 0] ?? `Domain${bytes[9]}`);
	}
	return object;
}

function variant(byte: number): string {
	if ((byte & 0xc0) === 0x80) return "RFC4122";
	if ((byte & 0xe0) === 0xc0) return "Microsoft";
	return (byte & 0xe0) === 0xe0 ? "Future" : "Reserved";
}
