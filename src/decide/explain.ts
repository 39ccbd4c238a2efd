// How the guard came to a decision: the input that decided, evaluated once more by the version's debug rendition.
import * as v from "valibot";
import type { Decision } from "../contract/decision.ts";
import { ExplainLevel, type Explanation } from "../contract/explanation.ts";
import type { PolicyInput } from "../contract/input.ts";
import type { Role } from "../contract/names.ts";
import type { Problem } from "../contract/problem.ts";
import { problem } from "../platform/problem.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { ENTRYPOINT } from "../policy/bundle.ts";
import type { WarmVersions } from "../policy/versions.ts";

/** Roles that may see what the policy saw and how it came to its result, on a dry run. */
export const EXPLAIN_ROLES: ReadonlySet<Role> = new Set(["author", "approver", "operator", "admin"]);

/** `unavailable`: the version has no debug rendition here. */
export type ExplainDecision = (
	tenant: string,
	digest: string,
	input: PolicyInput,
	level: ExplainLevel,
) => Promise<Result<Explanation, "unavailable">>;

/** Explains by the debug rendition of the stored version, loaded when it is asked for. Nothing is recorded or logged of it. */
export function explainBy(versions: Pick<WarmVersions, "find">): ExplainDecision {
	return async (tenant, digest, input, level) => {
		const found = await versions.find(tenant, digest, "debug");
		if (!found.ok || found.value.explain === undefined) return err("unavailable");
		const evaluation = { entrypoint: ENTRYPOINT, input: JSON.stringify(input), mode: "strict", format: "json" } as const;
		const told = await found.value.explain(evaluation, level);
		return told.ok ? ok(told.value.explanation) : err("unavailable");
	};
}

/** What the query asks for; `undefined`: no explanation. An explanation is of a dry run, and never for an app. */
export function readExplain(query: URLSearchParams, role: Role, dryRun: boolean): Result<ExplainLevel | undefined, Problem> {
	const asked = query.get("explain");
	if (asked === null) return ok(undefined);
	if (!EXPLAIN_ROLES.has(role)) {
		return err(
			problem("forbidden", { detail: "An app's key gets no explanation: ask with a key of an author, approver or operator." }),
		);
	}
	const level = v.safeParse(ExplainLevel, asked);
	if (!level.success) return err(problem("invalid-request", { detail: "`explain` is notes, fails or full." }));
	if (!dryRun) return err(problem("invalid-request", { detail: "An explanation is of a dry run: send `dry_run: true`." }));
	return ok(level.output);
}

/** The same decision with its explanation. */
export async function withExplanation(
	decision: Decision,
	tenant: string,
	level: ExplainLevel,
	explain: ExplainDecision | undefined,
): Promise<Result<Decision, Problem>> {
	if (decision.input === undefined)
		return err(problem("conflict", { detail: "There is no policy input to explain: the request could not be read." }));
	const told = await explain?.(tenant, decision.policy.digest, decision.input, level);
	if (told?.ok) return ok({ ...decision, explanation: told.value });
	return err(
		problem("conflict", {
			detail:
				"The version that decides has no debug rendition here: versions baked into the Worker carry none. Publish the release, " +
				"or explain the answer's `input` without the service: edict policy explain.",
		}),
	);
}
