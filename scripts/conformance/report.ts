// The report of a run as a page of the documentation.
import type { Case } from "./cases.ts";

export type Result = { readonly result: "right" | "wrong" | "not-applicable"; readonly reason: string; readonly detail: string };
export type Outcome = { readonly case: Case; readonly own: Result; readonly stock: Result };

export function report(outcomes: readonly Outcome[]): string {
	return String(outcomes.length);
}
