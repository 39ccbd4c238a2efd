// Messages and documents of a request as segments: every judged text, where it stands, how far it is trusted.
import type { MessageRole, Trust } from "../../contract/names.ts";
import type { DecideRequest, Message } from "../../contract/request.ts";
import type { Segment } from "./segment.ts";

/** Trust comes from the role, never from the text. */
export const ROLE_TRUST: Record<MessageRole, Trust> = {
	system: "trusted",
	developer: "trusted",
	user: "internal",
	assistant: "internal",
	tool: "untrusted",
};

/** A part that is not text: named, never read. */
export type UnreadPart = { readonly target: string; readonly type: string };

/** Texts of `content`, in order, and the parts that are not text. */
export function messageSegments(request: DecideRequest): { segments: Segment[]; unread: UnreadPart[] } {
	const segments: Segment[] = [];
	const unread: UnreadPart[] = [];
	for (const [index, message] of (request.content ?? []).entries()) {
		const kind = message.role === "tool" || request.stage === "tool_result" ? "result" : "message";
		const trust = request.stage === "tool_result" ? "untrusted" : ROLE_TRUST[message.role];
		const add = (pointer: string, text: string) =>
			segments.push({ pointer, target: pointer, kind, role: message.role, trust, text });
		if ("text" in message) {
			add(`/content/${index}/text`, message.text);
			continue;
		}
		for (const [part, item] of message.parts.entries()) {
			if (item.type === "text") add(`/content/${index}/parts/${part}/text`, item.text);
			else unread.push({ target: `/content/${index}/parts/${part}`, type: item.type });
		}
	}
	return { segments, unread };
}

export function documentSegments(request: DecideRequest): Segment[] {
	return (request.documents ?? []).map((document, index) => ({
		pointer: `/documents/${index}/text`,
		target: `/documents/${index}/text`,
		kind: "document",
		role: "document",
		trust: document.trust,
		text: document.text,
	}));
}

/** All text of a message. */
export function messageText(message: Message, between = "\n"): string {
	return "text" in message ? message.text : message.parts.map((part) => (part.type === "text" ? part.text : "")).join(between);
}
