// Networks: matching, expanding and merging of CIDR blocks.
import { isArray, isObject, isSet, type Value } from "../value.ts";
import { sorted, sortedEntries } from "../value-order.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { addressText, cover, holds, lastAddress, type Network, network, networkText, parseAddress, parseNetwork } from "./ip.ts";
import { members, operand, stringOperand, typeError } from "./operand.ts";

/** Addresses that one call lists: a /16, as far as a policy's memory goes. */
const MAX_EXPANDED = 65_536n;

export const NET: Builtins = {
	"net.cidr_is_valid": ([value]) => typeof value === "string" && parseNetwork(value) !== undefined,
	"net.cidr_expand": (args) => {
		const block = networkOf(stringOperand(args, 1));
		const size = lastAddress(block) - block.value + 1n;
		if (size > MAX_EXPANDED) throw builtinError("net.cidr_expand: the block holds too many addresses");
		const addresses = Array.from({ length: Number(size) }, (_, index) => ({
			bits: block.bits,
			value: block.value + BigInt(index),
		}));
		return new Set(addresses.map(addressText));
	},
	"net.cidr_contains_matches": (args) => {
		const matches = new Set<Value>();
		// One after another: an element that is wrong is an error only if it is come to.
		for (const [block, first] of keyed(operand(args, 1), 1)) {
			for (const [other, second] of keyed(operand(args, 2), 2)) if (contains(block, other)) matches.add([first, second]);
		}
		return matches;
	},
	"net.cidr_merge": (args) => {
		const blocks = members(operand(args, 1));
		if (blocks === undefined) throw builtinError("operand must be an array");
		return new Set(merge(blocks.map(blockOf)));
	},
};

function networkOf(text: string): Network {
	const found = parseNetwork(text);
	if (found === undefined) throw builtinError(`invalid CIDR address: ${text}`);
	return found;
}

/** Blocks with what names them in the answer: an index, a key, or the element itself. */
function* keyed(value: Value, position: number): Generator<[block: Value, key: Value]> {
	if (typeof value === "string") yield [value, value];
	else if (isArray(value)) for (const [index, item] of value.entries()) yield [blockIn(item, position), index];
	else if (isSet(value)) for (const item of sorted(value)) yield [blockIn(item, position), item];
	else if (isObject(value)) for (const [key, item] of sortedEntries(value)) yield [blockIn(item, position), key];
}

function blockIn(item: Value, position: number): Value {
	const block = isArray(item) ? item[0] : item;
	if (block === undefined || (typeof item !== "string" && !isArray(item))) {
		throw builtinError(`operand ${position}: element must be string or non-empty array`);
	}
	return block;
}

function contains(outer: Value, inner: Value): boolean {
	if (typeof outer !== "string") throw typeError(1, outer, "string");
	const block = networkOf(outer);
	if (typeof inner !== "string") throw typeError(1, inner, "string");
	const address = parseAddress(inner);
	if (address !== undefined) return holds(block, address);
	const other = parseNetwork(inner);
	if (other === undefined) throw builtinError(`not a valid textual representation of an IP address or CIDR: ${inner}`);
	return holds(block, other) && holds(block, { bits: other.bits, value: lastAddress(other) });
}

/** `text` is how the block is written while it stays alone. */
type Block = Network & { readonly text: string };

/** An IPv4 address alone has the prefix of its class, as in Go, and keeps its own digits. */
function blockOf(value: Value): Block {
	if (typeof value !== "string") throw builtinError("element must be string");
	const address = parseAddress(value);
	if (address === undefined) {
		const found = networkOf(value);
		return { ...found, text: networkText(found) };
	}
	if (address.bits === 128) throw builtinError("IPv6 invalid: needs prefix length");
	const first = Number(address.value >> 24n);
	const prefix = first < 128 ? 8 : first < 192 ? 16 : 24;
	return { ...network(address, prefix), text: `${addressText(address)}/${prefix}` };
}

type Range = { readonly bits: 32 | 128; readonly first: bigint; readonly last: bigint; readonly text: string | undefined };

/** Blocks that overlap or touch become the fewest blocks that cover the same; the others stay as they are written. */
function merge(blocks: readonly Block[]): string[] {
	const ranges = blocks.map(
		(block): Range => ({ bits: block.bits, first: block.value, last: lastAddress(block), text: block.text }),
	);
	const ordered = ranges.sort((a, b) => a.bits - b.bits || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
	const merged: Range[] = [];
	for (const range of ordered) {
		const previous = merged.at(-1);
		if (previous === undefined || previous.bits !== range.bits || range.first > previous.last + 1n) merged.push(range);
		else
			merged[merged.length - 1] = { ...previous, last: range.last > previous.last ? range.last : previous.last, text: undefined };
	}
	return merged.flatMap(({ bits, first, last, text }) => text ?? cover(bits, first, last).map(networkText));
}
