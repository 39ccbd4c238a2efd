// Routes of the data plane: parse, call, reply.
import * as v from "valibot";
import type { DECIDE_ROUTES } from "../contract/api-decide.ts";
import type { Decision } from "../contract/decision.ts";
import type { Problem } from "../contract/problem.ts";
import { BatchRequest, DecideRequest } from "../contract/request.ts";
import type { ApiRequest, Handlers } from "../platform/api.ts";
import { checkShape, readBody } from "../platform/body.ts";
import { MAX_IDEMPOTENCY_KEY_CHARS } from "../platform/limits.ts";
import { problem, problemResponse } from "../platform/problem.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { decide, decideAll } from "./decide.ts";
import type { DecideDeps } from "./deps.ts";
import { EXPLAIN_ROLES, readExplain, withExplanation } from "./explain.ts";
import type { Ask } from "./grounds.ts";
import { checkRequest } from "./request-rules.ts";

type DecideHandlers = Pick<Handlers<typeof DECIDE_ROUTES>, "decide" | "decideBatch">;

export function decideHandlers(deps: DecideDeps): DecideHandlers {
	return {
		decide: async (call) => {
			const ask = askOf(call);
			if (!ask.ok) return problemResponse(ask.error);
			const body = await readBody(call.raw, DecideRequest);
			if (!body.ok) return problemResponse(body.error);
			const request = checkRequest(body.value);
			if (!request.ok) return problemResponse(request.error);
			const level = readExplain(call.query, call.caller.role, request.value.dry_run);
			if (!level.ok) return problemResponse(level.error);
			const decided = await decide(request.value, ask.value, deps);
			if (!decided.ok) return problemResponse(decided.error);
			if (level.value !== undefined) {
				const told = await withExplanation(decided.value, call.caller.tenant, level.value, deps.explain);
				return told.ok ? json(told.value, headersOf(told.value)) : problemResponse(told.error);
			}
			return json(visible(decided.value, call), headersOf(decided.value));
		},
		decideBatch: async (call) => {
			const ask = askOf(call);
			if (!ask.ok) return problemResponse(ask.error);
			if (ask.value.idempotencyKey !== undefined) {
				return problemResponse(
					problem("invalid-request", { detail: "A batch takes no Idempotency-Key; send its requests one by one." }),
				);
			}
			const body = await readBody(call.raw, BatchRequest);
			if (!body.ok) return problemResponse(body.error);
			const requests = body.value.requests.map((item) => parseItem(item));
			const limited = requests.length > 1 ? await call.charge(requests.length - 1) : undefined;
			if (limited !== undefined) return problemResponse(limited);
			const valid = requests.flatMap((item) => (item.ok ? [item.value] : []));
			const decided = await decideAll(valid, ask.value, deps);
			const decisions = requests.map((item): Decision | Problem => {
				const result = item.ok ? (decided.shift() ?? err(problem("internal"))) : item;
				return result.ok ? visible(result.value, call) : result.error;
			});
			return json({ decisions }, {});
		},
	};
}

function parseItem(item: unknown): Result<DecideRequest, Problem> {
	const shaped = checkShape(DecideRequest, item);
	return shaped.ok ? checkRequest(shaped.value) : shaped;
}

/** Who asks and under which references. */
function askOf(call: ApiRequest): Result<Ask, Problem> {
	const idempotencyKey = call.raw.headers.get("idempotency-key");
	if (idempotencyKey !== null && !v.is(IdempotencyKey, idempotencyKey)) {
		return err(problem("invalid-request", { detail: "Idempotency-Key must be 1 to 255 printable ASCII characters." }));
	}
	const traceId = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(call.raw.headers.get("traceparent") ?? "")?.[1];
	return ok({
		caller: call.caller,
		now: call.now,
		waitUntil: call.waitUntil,
		...(idempotencyKey === null ? {} : { idempotencyKey }),
		...(traceId === undefined || /^0+$/.test(traceId) ? {} : { traceId }),
	});
}

const IdempotencyKey = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/), v.maxLength(MAX_IDEMPOTENCY_KEY_CHARS));

/** What the policy saw is shown on a dry run, and only to those who may see it. */
function visible(decision: Decision, call: ApiRequest): Decision {
	if (decision.input === undefined || EXPLAIN_ROLES.has(call.caller.role)) return decision;
	const { input: _input, ...rest } = decision;
	return rest;
}

function headersOf(decision: Decision): Record<string, string> {
	return { "edict-decision-id": decision.decision_id, "edict-policy-digest": decision.policy.digest };
}

function json(body: unknown, headers: Record<string, string>): Response {
	return new Response(JSON.stringify(body), { headers: { "content-type": "application/json", ...headers } });
}
