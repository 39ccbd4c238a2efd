// Which parts of a request a stage judges, and which it only reads for facts. Only what was judged may come back as allowed.
import type { Stage } from "../contract/names.ts";
import type { DecideRequest } from "../contract/request.ts";

const PARTS = ["content", "documents", "tool"] as const;
export type Part = (typeof PARTS)[number];

type StageParts = {
	/** Read by detectors, judged by rules, given back when allowed. */
	readonly judged: Part;
	/** Read for facts: sources that an answer cites, untrusted text that an argument may come from, the tool of a result. */
	readonly context: readonly Part[];
	readonly required: readonly Part[];
};

export const STAGE_PARTS: Readonly<Record<Stage, StageParts>> = {
	input: { judged: "content", context: [], required: ["content"] },
	output: { judged: "content", context: ["documents"], required: ["content"] },
	retrieval: { judged: "documents", context: [], required: ["documents"] },
	tool_call: { judged: "tool", context: ["documents"], required: ["tool"] },
	tool_result: { judged: "content", context: ["tool"], required: ["tool", "content"] },
};

/** The request with the part that its stage judges, and no other. */
export function judgedOnly(request: DecideRequest): DecideRequest {
	const { judged } = STAGE_PARTS[request.stage];
	const { content: _content, documents: _documents, tool: _tool, ...rest } = request;
	return request[judged] === undefined ? rest : { ...rest, [judged]: request[judged] };
}

/** Parts that have no place at the stage. */
export function foreignParts(request: DecideRequest): Part[] {
	const { judged, context } = STAGE_PARTS[request.stage];
	return PARTS.filter((part) => request[part] !== undefined && part !== judged && !context.includes(part));
}
