// The whole pipeline on one screen: from a request to allow, redact or refuse, recorded before it is answered.
import type { Decision } from "../contract/decision.ts";
import type { Problem } from "../contract/problem.ts";
import type { DecideRequest } from "../contract/request.ts";
import { newUuidv7 } from "../platform/id.ts";
import { problem } from "../platform/problem.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { answer } from "./answer.ts";
import type { DecideDeps } from "./deps.ts";
import { applicable } from "./enforce/redact.ts";
import { evaluateWithGrant } from "./grant.ts";
import { type Ask, findGrounds, type Loaded } from "./grounds.ts";
import { type Judged, settle } from "./judged.ts";
import { read } from "./read.ts";
import { shadow, tell } from "./rollout.ts";

/** Decides one request. An error is a problem: the caller of the API must not go on. */
export async function decide(request: DecideRequest, ask: Ask, deps: DecideDeps): Promise<Result<Decision, Problem>> {
	const [decided] = await decideAll([request], ask, deps);
	return decided ?? err(problem("internal", { decision: "refuse" }));
}

/** Decides several, in order and on one context; their records travel together. */
export async function decideAll(
	requests: readonly DecideRequest[],
	ask: Ask,
	deps: DecideDeps,
): Promise<Result<Decision, Problem>[]> {
	const loaded = await deps.loadContext(ask.caller.tenant, ask.now, ask.waitUntil);
	const judged: Result<Judged, Problem>[] = [];
	for (const request of requests) judged.push(await settle(await judge(request, ask, loaded, deps), ask, deps));
	const messages = judged.flatMap((item) => (item.ok && item.value.message !== undefined ? [item.value.message] : []));
	// INVARIANT 2: nothing is promised before it is recorded; what cannot be recorded where it must be is refused.
	const recorded = messages.length === 0 || (await deps.record(messages));
	for (const item of judged) if (item.ok && item.value.message !== undefined) afterwards(item.value, ask, deps);
	return Promise.all(judged.map(async (item) => (item.ok ? answer(item.value, recorded, deps) : item)));
}

/** What rollouts learn of a decision; no answer waits for it. */
function afterwards(judged: Judged, ask: Ask, { rollouts }: DecideDeps): void {
	if (rollouts === undefined) return;
	const { grounds, verdict } = judged;
	if (grounds.in !== undefined) tell(ask.caller.tenant, grounds.in, verdict, ask.now, rollouts, ask.waitUntil);
	shadow(judged, rollouts, ask.waitUntil);
}

/** From content to verdict. Whatever goes wrong on the way, the verdict is none, and none is refuse. */
async function judge(request: DecideRequest, ask: Ask, loaded: Loaded, deps: DecideDeps): Promise<Result<Judged, Problem>> {
	const grounds = await findGrounds(request, ask, loaded, deps);
	if (!grounds.ok) return grounds;
	const base = { request, grounds: grounds.value, id: newUuidv7(ask.now), time: ask.now };
	try {
		const reading = await read(request, ask, grounds.value, deps);
		const asked = await evaluateWithGrant(grounds.value.version, reading.input, request, base.id, ask, deps);
		const { verdict, input, held } = asked;
		const { segments, work } = reading;
		const enforceable = verdict.ok && !applicable(segments, verdict.value.redactions) ? err("enforcement-failed") : verdict;
		return ok({ ...base, segments, input, work, verdict: enforceable, ...(held === undefined ? {} : { held }) });
	} catch {
		return ok({ ...base, segments: [], work: { chars: 0, views: 0, units: 0, signals: 0 }, verdict: err("detection-failed") });
	}
}
