// The fail-closed helper: one question about one text, and whatever goes wrong, nothing may go on.
import type { Decision } from "../contract/decision.ts";
import type { DecideRequestBody, Message } from "../contract/request.ts";
import { EdictError } from "./error.ts";
import type { CallOptions } from "./transport.ts";

export type GuardOptions = CallOptions &
	Omit<DecideRequestBody, "stage" | "content" | "documents" | "tool" | "dry_run"> & {
		/** `input`: what a user wrote (default); `output`: what a model answered. */
		readonly stage?: "input" | "output";
	};

/**
 * `allowed` and `redacted`: `text` may go on. `refused`: the policy says no. `unavailable`: there is no decision, or none that
 * can be trusted. `rejected`: the service does not take the request (key, app, form): repeating it does not help.
 */
export type GuardReason = "allowed" | "redacted" | "refused" | "unavailable" | "rejected";

export type Guarded = {
	readonly allowed: boolean;
	readonly reason: GuardReason;
	/** What may go on, redactions made; `undefined` unless allowed. */
	readonly text: string | undefined;
	/** Safe to show to an end user when the policy refused. */
	readonly refusal?: string;
	readonly decision?: Decision;
	readonly error?: EdictError;
};

type Decide = (request: DecideRequestBody, options: CallOptions) => Promise<Decision>;

/** Asks about one text. Never throws. */
export async function guardText(decide: Decide, text: string, options: GuardOptions): Promise<Guarded> {
	try {
		const { stage = "input", signal, traceparent, ...rest } = options;
		const role = stage === "input" ? "user" : "assistant";
		const request: DecideRequestBody = { ...rest, stage, content: [{ role, text }] };
		const decision = await decide(request, {
			...(signal === undefined ? {} : { signal }),
			...(traceparent === undefined ? {} : { traceparent }),
		});
		return read(decision);
	} catch (cause) {
		const error = cause instanceof EdictError ? cause : new EdictError("invalid-answer", "The call failed.", { cause });
		const rejected = error.kind === "problem" && (error.status ?? 0) < 500 && error.status !== 429;
		return { allowed: false, reason: rejected ? "rejected" : "unavailable", text: undefined, error };
	}
}

function read(decision: Decision): Guarded {
	if (decision.decision === "refuse") {
		const reason = decision.outcome === "unavailable" ? "unavailable" : "refused";
		const refusal = decision.refusal?.text;
		return { allowed: false, reason, text: undefined, decision, ...(refusal === undefined ? {} : { refusal }) };
	}
	const text = textOf(decision.content);
	// One text was asked about: anything but one text back is not an answer to it.
	if (text === undefined) {
		const error = new EdictError("invalid-answer", "The decision does not hold the text that may go on.");
		return { allowed: false, reason: "unavailable", text: undefined, error };
	}
	return { allowed: true, reason: decision.decision === "redact" ? "redacted" : "allowed", text, decision };
}

function textOf(content: readonly Message[] | undefined): string | undefined {
	const [only, ...more] = content ?? [];
	if (only === undefined || more.length > 0 || !("text" in only)) return undefined;
	return typeof only.text === "string" ? only.text : undefined;
}
