// Seams: what is split over parts of a message, or over messages, read together. A model reads it as one text.
import type { DecideRequest } from "../../contract/request.ts";
import type { Signal } from "../../contract/signal.ts";
import { messageText, ROLE_TRUST } from "./messages.ts";
import type { Segment } from "./segment.ts";

export type Seam = {
	/** Several texts as one. It has no pointer: what stands across a seam cannot be redacted, only refused. */
	readonly segment: Segment;
	/** Offsets in the joined text at which one piece ends and the next begins. */
	readonly boundaries: readonly number[];
};

/** Parts of a message follow one another directly, messages after a space. Messages of the application itself stay out. */
export function seams(request: DecideRequest): Seam[] {
	const content = request.content ?? [];
	const found: Seam[] = [];
	for (const [index, message] of content.entries()) {
		if ("text" in message) continue;
		const pieces = message.parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
		if (pieces.length > 1) found.push(seam(pieces, "", `/content/${index}`, message.role, request));
	}
	const others = content.filter((message) => ROLE_TRUST[message.role] !== "trusted");
	const [first] = others;
	if (first !== undefined && others.length > 1)
		found.push(
			seam(
				others.map((message) => messageText(message, "")),
				" ",
				"/content",
				first.role,
				request,
			),
		);
	return found;
}

function seam(pieces: readonly string[], between: string, target: string, role: Segment["role"], request: DecideRequest): Seam {
	const boundaries: number[] = [];
	let length = 0;
	for (const piece of pieces.slice(0, -1)) {
		length += piece.length;
		boundaries.push(length);
		length += between.length;
	}
	const result = request.stage === "tool_result";
	const segment: Segment = {
		pointer: "",
		target,
		kind: result ? "result" : "message",
		role,
		trust: result ? "untrusted" : "internal",
		text: pieces.join(between),
	};
	return { segment, boundaries };
}

/** Of the signals in a joined text those that stand across a seam; the others are seen in their own piece. */
export function acrossSeams(signals: readonly Signal[], { boundaries }: Seam): Signal[] {
	return signals.filter(({ type, span }) => {
		if (span === undefined) return type.startsWith("limit.");
		return boundaries.some((boundary) => span.start < boundary && boundary < span.end);
	});
}
