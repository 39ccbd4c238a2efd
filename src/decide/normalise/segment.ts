// A segment: one judged text of the request, where it stands and how far it is trusted.
import type { MessageRole, Trust } from "../../contract/names.ts";

export type Segment = {
	/** JSON pointer into the request: where redaction is applied. May hold names that only the caller knows. */
	readonly pointer: string;
	/** The pointer down to the last name a schema knows: what signals, findings and records carry. */
	readonly target: string;
	readonly kind: "message" | "document" | "argument" | "result";
	readonly role: MessageRole | "document";
	readonly trust: Trust;
	readonly text: string;
};
