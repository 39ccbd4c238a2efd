// A request that waits for a person's approval: its fingerprint, and the grant that lets it pass once.
import type { Decision } from "../contract/decision.ts";
import type { GrantFault } from "../contract/exception.ts";
import type { Obligation, Verdict } from "../contract/finding.ts";
import type { GrantFact, PolicyInput } from "../contract/input.ts";
import type { ProblemCode } from "../contract/problem.ts";
import type { DecideRequest } from "../contract/request.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { err, type Result } from "../platform/result.ts";
import type { DecideDeps } from "./deps.ts";
import type { ActiveVersion } from "./evaluate/active-version.ts";
import { evaluate } from "./evaluate/verdict.ts";
import type { Ask } from "./grounds.ts";

/** One decision's use of a grant. */
export type UseGrant = (
	tenant: string,
	use: {
		readonly id: string;
		readonly app: string;
		readonly request: string;
		readonly decision: string;
		readonly by: string;
		readonly at: number;
	},
) => Promise<Result<GrantFact, GrantFault>>;

/** What is told of a request that is held: its fingerprint, and why the grant that it came with counts for nothing. */
export type Held = { readonly request: string; readonly grant?: GrantFault };
type Asked = { readonly verdict: Result<Verdict, ProblemCode>; readonly input: PolicyInput; readonly held?: Held };

/**
 * Evaluates, and where the verdict is refusal and the request names a grant, once more with it: a grant is used up only where
 * something stands in the way. On a dry run none is.
 */
export async function evaluateWithGrant(
	version: ActiveVersion,
	input: PolicyInput,
	request: DecideRequest,
	decision: string,
	ask: Ask,
	deps: DecideDeps,
): Promise<Asked> {
	const verdict = await evaluate(version.policy, input);
	if (!verdict.ok || verdict.value.action !== "refuse") return { verdict, input };
	const waits = verdict.value.obligations.some(({ type }) => type === "await_approval");
	if (!waits && request.grant === undefined) return { verdict, input };
	const token = await requestToken(request, ask, deps);
	if (request.grant === undefined || request.dry_run) return { verdict, input, held: { request: token } };
	const use = { id: request.grant, app: request.app, request: token, decision, by: ask.caller.principal, at: ask.now };
	const used = await (deps.useGrant?.(ask.caller.tenant, use) ?? unavailable()).catch(unavailable);
	if (!used.ok) return { verdict, input, held: { request: token, grant: used.error } };
	const granted = { ...input, grant: used.value };
	return { verdict: await evaluate(version.policy, granted), input: granted, held: { request: token } };
}

async function unavailable(): Promise<Result<GrantFact, GrantFault>> {
	return err("unavailable");
}

/** All that is judged. What tells only of the approval, of counts that grow and of how to answer is not part of it. */
async function requestToken(request: DecideRequest, { caller }: Ask, deps: DecideDeps): Promise<string> {
	const { grant: _g, approval: _a, usage: _u, offsets: _o, dry_run: _d, ...exact } = request;
	return deps.tokens.token(caller.tenant, "call", canonicalJson({ held: exact }));
}

/** Obligations as the answer tells them: what waits for approval names the request that is to be approved. */
export function withRequest(obligations: readonly Obligation[], held: Held | undefined): Decision["obligations"] {
	return obligations.map((obligation) =>
		held === undefined || obligation.type !== "await_approval" ? obligation : { ...obligation, params: { ...held } },
	);
}
