// Cases for the guard from the rows of a development set: which request each row becomes, and what would be right.
import type { DecideRequestBody } from "../contract/request.ts";

/** A row of a data file; see the data's own README for the fields. */
export type Row = {
	readonly id: string;
	readonly set: string;
	readonly task: "input" | "indirect" | "harm" | "pii" | "tool" | "grounding";
	readonly label: string | null;
	readonly text: string;
	readonly lang?: string;
	readonly family?: string;
	readonly spans?: readonly { readonly start: number; readonly end: number; readonly type: string }[];
	readonly tool?: string;
	readonly description?: string;
};

export type Case = {
	readonly set: string;
	/** What a good guard does: let pass, stop or flag, remove; `open`: no right answer is claimed. */
	readonly wanted: "pass" | "stop" | "redact" | "open";
	readonly request: DecideRequestBody;
};

const APP = "app";

/** The cases of a row. Indirect attacks become documents only together with contexts: see `indirectCases`. */
export function casesOf(row: Row): Case[] {
	switch (row.task) {
		case "input":
			return [{ set: `${row.set} (${row.label})`, wanted: row.label === "attack" ? "stop" : "pass", request: prompt(row.text) }];
		case "harm":
			return [{ set: `${row.set} (${row.label})`, wanted: row.label === "harmful" ? "stop" : "pass", request: prompt(row.text) }];
		case "pii": {
			const personal = (row.spans ?? []).length > 0;
			return [
				{
					set: `${row.set} (${personal ? "with spans" : "without"})`,
					wanted: personal ? "redact" : "pass",
					request: output(row.text),
				},
			];
		}
		case "tool":
			return [{ set: `${row.set} (${row.label})`, wanted: row.label === "attack" ? "stop" : "pass", request: toolText(row) }];
		case "grounding":
			return [{ set: `${row.set} (${row.label})`, wanted: "open", request: output(row.text) }];
		case "indirect":
			return row.label === "benign" ? [{ set: `${row.set} (benign)`, wanted: "pass", request: document(row.text) }] : [];
	}
}

/** Each attack set into a few contexts, at the start, in the middle, at the end; deterministic. */
export function indirectCases(rows: readonly Row[]): Case[] {
	const contexts = rows.filter((row) => row.task === "indirect" && row.label === "benign");
	const attacks = rows.filter((row) => row.task === "indirect" && row.label === "attack");
	return attacks.flatMap((attack, index) =>
		([0, 0.5, 1] as const).map((place, turn): Case => {
			const context = contexts[(index * 7 + turn * 31) % contexts.length]?.text ?? "";
			return { set: `${attack.set} in a document`, wanted: "stop", request: document(insertAt(context, attack.text, place)) };
		}),
	);
}

/** At a line or sentence end next to the place. */
function insertAt(context: string, attack: string, place: number): string {
	const at =
		place === 0 ? 0 : place === 1 ? context.length : Math.max(0, context.indexOf(" ", Math.floor(context.length * place)));
	return `${context.slice(0, at)}\n${attack}\n${context.slice(at)}`.trim();
}

export function prompt(text: string): DecideRequestBody {
	return { stage: "input", app: APP, content: [{ role: "user", text }] };
}

export function output(text: string): DecideRequestBody {
	return { stage: "output", app: APP, content: [{ role: "assistant", text }] };
}

export function document(text: string): DecideRequestBody {
	return { stage: "retrieval", app: APP, documents: [{ text, source: "web", trust: "untrusted" }] };
}

/**
 * An agent about to call the tool it was talked into. Ordinary tools are the app's own (see `ordinaryTools`); what attackers
 * bring along is not, so this measures policy over structure, not detection.
 */
function toolText(row: Row): DecideRequestBody {
	if (row.tool === undefined) return prompt(row.text);
	return { stage: "tool_call", app: APP, tool: { name: toolName(row.tool), arguments: {} } };
}

/** Names of the tools of benign rows: what the app of an evaluation has registered. */
export function ordinaryTools(rows: readonly Row[]): string[] {
	return [
		...new Set(
			rows.flatMap((row) =>
				row.task === "tool" && row.label === "benign" && row.tool !== undefined ? [toolName(row.tool)] : [],
			),
		),
	];
}

function toolName(name: string): string {
	return name.replace(/[^A-Za-z0-9._:/-]/g, "-").slice(0, 128);
}
