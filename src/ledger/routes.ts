// Handlers of the ledger's routes: parse, call, reply; what D1 cannot answer now is a 503, never a guess.
import { DrizzleQueryError } from "drizzle-orm/errors";
import * as v from "valibot";
import { LEDGER_ROUTES } from "../contract/api-ledger.ts";
import { DecisionId } from "../contract/names.ts";
import type { Problem } from "../contract/problem.ts";
import type { Handler, Handlers } from "../platform/api.ts";
import { readBody } from "../platform/body.ts";
import { failureName } from "../platform/log.ts";
import { problem, problemResponse } from "../platform/problem.ts";
import { listLetters, replay } from "./dead-letters.ts";
import { appendFeedback } from "./feedback.ts";
import { findDecision, searchDecisions, type Tokens } from "./query.ts";
import { scopeOf } from "./scope.ts";
import type { StoreDeps } from "./store.ts";

/** `counted` also hears of what a replay stores. */
export type LedgerDeps = StoreDeps & { readonly tokens: Tokens };

const RETRY_AFTER_S = 1;
/** A record is on its way from the queue this long at the most when all is well, ms. */
const ARRIVAL_MS = 60_000;

/** One handler for each route of the ledger. */
export function ledgerHandlers(deps: LedgerDeps): Handlers<typeof LEDGER_ROUTES> {
	return {
		decision: available(deps, decision),
		searchDecisions: available(deps, search),
		feedback: available(deps, feedback),
		deadLetters: available(deps, async (deps, { caller }) =>
			Response.json({ dead_letters: await listLetters(deps.db, scopeOf(caller)) }),
		),
		replayDeadLetters: available(deps, replayDeadLetters),
	};
}

type LedgerHandler = (deps: LedgerDeps, request: Parameters<Handler>[0]) => Promise<Response>;

const decision: LedgerHandler = async (deps, { params, caller, now }) => {
	const id = params.id ?? "";
	if (!v.is(DecisionId, id)) return refuse(problem("not-found"));
	const found = await findDecision(deps.db, scopeOf(caller), id);
	if (found.ok) return Response.json(found.value);
	if (found.error === "not-found") return refuse(notThere(id, now));
	deps.log("error", "ledger.record-damaged", { tenant: caller.tenant, decision_id: id });
	return refuse(problem("record-damaged", { instance: `urn:uuid:${id}` }));
};

const search: LedgerHandler = async (deps, { raw, caller }) => {
	const body = await readBody(raw, LEDGER_ROUTES.searchDecisions.request);
	if (!body.ok) return refuse(body.error);
	const page = await searchDecisions(deps, scopeOf(caller), body.value);
	if (!page.ok) return refuse(badField("/cursor", "is not a cursor of this search"));
	for (const decision_id of page.value.damaged ?? []) {
		deps.log("error", "ledger.record-damaged", { tenant: caller.tenant, decision_id });
	}
	return Response.json(page.value);
};

const feedback: LedgerHandler = async (deps, { raw, params, caller, now }) => {
	const body = await readBody(raw, LEDGER_ROUTES.feedback.request);
	if (!body.ok) return refuse(body.error);
	const id = params.id ?? "";
	if (!v.is(DecisionId, id)) return refuse(problem("not-found"));
	const kept = await appendFeedback(deps.db, scopeOf(caller), id, body.value, { by: caller.principal, now });
	if (kept.ok) return Response.json(kept.value, { status: LEDGER_ROUTES.feedback.status });
	return refuse(
		kept.error === "full" ? problem("conflict", { detail: "The decision has as much feedback as is kept." }) : notThere(id, now),
	);
};

const replayDeadLetters: LedgerHandler = async (deps, { raw, caller, now }) => {
	const body = await readBody(raw, LEDGER_ROUTES.replayDeadLetters.request);
	if (!body.ok) return refuse(body.error);
	const replayed = await replay(deps, scopeOf(caller), body.value.ids, now);
	return replayed.ok ? Response.json(replayed.value) : refuse(unavailable());
};

/** A decision's id holds its clock: a young one may be on its way, and whoever asks should ask again. */
function notThere(id: string, now: number): Problem {
	const decided = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
	if (Math.abs(now - decided) > ARRIVAL_MS) return problem("not-found");
	return problem("not-found", {
		detail: "A new decision can be read some seconds after it was made.",
		retry_after: RETRY_AFTER_S,
	});
}

/** D1's failures are expected and answered; anything else is a bug and goes on to the router. */
function available(deps: LedgerDeps, handle: LedgerHandler): Handler {
	return async (request) => {
		try {
			return await handle(deps, request);
		} catch (error) {
			if (!isD1Failure(error)) throw error;
			deps.log("error", "ledger.read-failed", { failure: failureName(error) });
			return refuse(unavailable());
		}
	};
}

/** D1 gives plain errors, told by their message alone; on its way to the database it may also be the network's. */
const D1_MESSAGE = /^D1_|network connection lost|storage caused object to be reset|its code was updated|transient issue/i;

/** The ORM wraps what D1 threw and adds the statement with its values, which nobody may log. */
function isD1Failure(error: unknown): boolean {
	return error instanceof DrizzleQueryError || (error instanceof Error && D1_MESSAGE.test(error.message));
}

function unavailable(): Problem {
	return problem("service-unavailable", { retry_after: RETRY_AFTER_S });
}

function badField(pointer: string, detail: string): Problem {
	return problem("invalid-request", { errors: [{ pointer, detail }] });
}

function refuse(body: Problem): Response {
	return problemResponse(body);
}
