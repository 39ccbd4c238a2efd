// Looks at what came back before it is believed: a decision that lacks what makes it one is no decision.
import type { Decision } from "../contract/decision.ts";

const ACTIONS: ReadonlySet<unknown> = new Set(["allow", "redact", "refuse"]);
const OUTCOMES: ReadonlySet<unknown> = new Set(["decided", "degraded", "unavailable"]);

/**
 * Whether a value can be acted on as a decision: one of the three actions, an id, a version; and if something may go on,
 * the thing itself. A service whose policy could not speak never lets anything pass.
 */
export function isDecision(value: unknown): value is Decision {
	if (!isObject(value) || !ACTIONS.has(value.decision) || !OUTCOMES.has(value.outcome)) return false;
	if (typeof value.decision_id !== "string" || !isObject(value.policy) || typeof value.policy.digest !== "string") return false;
	if (!Array.isArray(value.reasons) || !Array.isArray(value.redactions) || !Array.isArray(value.obligations)) return false;
	if (value.decision === "refuse") return true;
	if (value.outcome === "unavailable" || (value.decision === "redact" && value.redactions.length === 0)) return false;
	return isList(value.content) || isList(value.documents) || isObject(value.tool);
}

/** Whether a value has the shape of a problem. */
export function isProblemShaped(value: unknown): boolean {
	return isObject(value) && typeof value.code === "string" && typeof value.status === "number";
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item));
}
