// Carries out a redaction: the spans that the policy wants out of the texts, replaced in the style it chose.
import type { Redaction } from "../../contract/decision.ts";
import type { RedactionOrder, RedactionStyle } from "../../contract/finding.ts";
import { SEVERITIES } from "../../contract/names.ts";
import type { DecideRequest } from "../../contract/request.ts";
import { SIGNAL_TYPES, type SignalTypeName, signalType } from "../../contract/signal.ts";
import type { Segment } from "../normalise/segment.ts";
import { convertOffsets, type OffsetUnit } from "./offsets.ts";
import { replaceText } from "./replace-text.ts";

/** Keyed token of a value, for the style `token`. */
export type ValueToken = (value: string) => Promise<string>;

type Range = { start: number; end: number; type: string; style: RedactionStyle };

export type Redacted = {
	readonly redactions: Redaction[];
	/** The request's judged parts with the replacements made. */
	readonly parts: Pick<DecideRequest, "content" | "documents" | "tool">;
};

/**
 * Whether every order names a text of the request and a span within it. When not, nothing may pass: the caller refuses.
 */
export function applicable(segments: readonly Segment[], orders: readonly RedactionOrder[]): boolean {
	const byTarget = new Map(
		segments.filter((segment) => segment.pointer !== "").map((segment) => [segment.target, segment.text.length]),
	);
	return orders.every(({ target, span }) => span.start < span.end && span.end <= (byTarget.get(target) ?? -1));
}

/** Applies applicable orders. Overlapping spans become one, named by the gravest type among them. */
export async function redact(
	request: DecideRequest,
	segments: readonly Segment[],
	orders: readonly RedactionOrder[],
	token: ValueToken,
): Promise<Redacted> {
	const byTarget = Map.groupBy(orders, (order) => order.target);
	const redactions: Redaction[] = [];
	const replaced = new Map<string, string>();
	for (const segment of segments) {
		const ordered = byTarget.get(segment.target);
		if (ordered === undefined) continue;
		const applied = await applyRanges(segment, mergeRanges(ordered), request.offsets, token);
		redactions.push(...applied.redactions);
		replaced.set(segment.pointer, applied.text);
	}
	return { redactions, parts: replaceText(request, replaced) };
}

function mergeRanges(orders: readonly RedactionOrder[]): Range[] {
	const sorted = orders
		.map((order): Range => ({ start: order.span.start, end: order.span.end, type: order.type, style: order.style }))
		.sort((a, b) => a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : 1));
	const merged: Range[] = [];
	for (const range of sorted) {
		const last = merged.at(-1);
		if (last === undefined || range.start >= last.end) {
			merged.push(range);
			continue;
		}
		last.end = Math.max(last.end, range.end);
		// A wider span must not reveal what a stricter style would have hidden.
		if (STYLE_STRICTNESS[range.style] > STYLE_STRICTNESS[last.style]) last.style = range.style;
		if (gravity(range.type) > gravity(last.type)) last.type = range.type;
	}
	return merged;
}

const STYLE_STRICTNESS: Record<RedactionStyle, number> = { partial: 0, token: 1, mask: 2 };

function gravity(type: string): number {
	return type in SIGNAL_TYPES ? SEVERITIES.indexOf(signalType(type as SignalTypeName).severity) : -1;
}

async function applyRanges(
	segment: Segment,
	ranges: readonly Range[],
	unit: OffsetUnit,
	token: ValueToken,
): Promise<{ text: string; redactions: Redaction[] }> {
	const offsets = convertOffsets(
		segment.text,
		ranges.flatMap((range) => [range.start, range.end]),
		unit,
	);
	const redactions: Redaction[] = [];
	let text = "";
	let at = 0;
	for (const [index, range] of ranges.entries()) {
		const replacement = await replacementOf(range, segment.text.slice(range.start, range.end), token);
		text += segment.text.slice(at, range.start) + replacement;
		at = range.end;
		redactions.push({
			path: segment.pointer,
			start: offsets[index * 2] ?? 0,
			end: offsets[index * 2 + 1] ?? 0,
			type: range.type,
			replacement,
		});
	}
	return { text: text + segment.text.slice(at), redactions };
}

const DEFAULT_MASK = "[REDACTED]";
/** What `partial` leaves readable, and from how many letters and digits on. */
const PARTIAL_TAIL = 4;
const PARTIAL_MIN = 12;

async function replacementOf(range: Range, value: string, token: ValueToken): Promise<string> {
	const known = range.type in SIGNAL_TYPES ? signalType(range.type as SignalTypeName).mask || DEFAULT_MASK : DEFAULT_MASK;
	switch (range.style) {
		case "mask":
			return known;
		case "partial":
			return partial(value) ?? known;
		case "token":
			return `${known.replace(/\]$/, "")}:${await token(value)}]`;
	}
}

/** All letters and digits but the last four become `*`; too short a value is not shown at all. */
function partial(value: string): string | undefined {
	const characters = [...value];
	const total = characters.filter((char) => /[\p{L}\p{N}]/u.test(char)).length;
	if (total < PARTIAL_MIN) return undefined;
	let left = total - PARTIAL_TAIL;
	return characters.map((char) => (/[\p{L}\p{N}]/u.test(char) && left-- > 0 ? "*" : char)).join("");
}
