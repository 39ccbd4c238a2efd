// Puts replaced texts back where they stood: messages, parts, documents, tool arguments. JSON stays valid JSON.
import type { DecideRequest, Message } from "../../contract/request.ts";

/** The judged parts of a request with some texts replaced, by JSON pointer. The request itself is not changed. */
export function replaceText(
	request: DecideRequest,
	replaced: ReadonlyMap<string, string>,
): Pick<DecideRequest, "content" | "documents" | "tool"> {
	const parts: Pick<DecideRequest, "content" | "documents" | "tool"> = {};
	if (request.content !== undefined)
		parts.content = request.content.map((message, index) => replaceMessage(message, `/content/${index}`, replaced));
	if (request.documents !== undefined) {
		parts.documents = request.documents.map((document, index) => ({
			...document,
			text: replaced.get(`/documents/${index}/text`) ?? document.text,
		}));
	}
	if (request.tool !== undefined) {
		const args = request.tool.arguments;
		parts.tool =
			args === undefined ? request.tool : { ...request.tool, arguments: replaceMembers(args, "/tool/arguments", replaced) };
	}
	return parts;
}

function replaceMessage(message: Message, pointer: string, replaced: ReadonlyMap<string, string>): Message {
	if ("text" in message) return { ...message, text: replaced.get(`${pointer}/text`) ?? message.text };
	const parts = message.parts.map((part, index) =>
		part.type === "text" ? { ...part, text: replaced.get(`${pointer}/parts/${index}/text`) ?? part.text } : part,
	);
	return { ...message, parts };
}

function replaceMembers(
	object: Record<string, unknown>,
	pointer: string,
	replaced: ReadonlyMap<string, string>,
): Record<string, unknown> {
	const entries = Object.entries(object).map(([name, value]) => {
		const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1");
		return [name, replaceValue(value, `${pointer}/${escaped}`, replaced)] as const;
	});
	return Object.fromEntries(entries);
}

/** A number with something in it to hide becomes a string: part of it cannot go on as a number. */
function replaceValue(value: unknown, pointer: string, replaced: ReadonlyMap<string, string>): unknown {
	if (typeof value === "string" || typeof value === "number") return replaced.get(pointer) ?? value;
	if (Array.isArray(value)) return value.map((item, index) => replaceValue(item, `${pointer}/${index}`, replaced));
	if (typeof value === "object" && value !== null) return replaceMembers(value as Record<string, unknown>, pointer, replaced);
	return value;
}
