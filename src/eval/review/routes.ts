// Handlers of the routes that look at decisions again: replay, what-if, difference of versions.
import * as v from "valibot";
import { REVIEW_ROUTES } from "../../contract/api-review.ts";
import { DecisionId, Digest } from "../../contract/names.ts";
import type { AnyRecord } from "../../contract/record-data.ts";
import { NOT_REPLAYABLE, type Replayed } from "../../contract/replay.ts";
import type { ApiRequest, Handler, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { failureName } from "../../platform/log.ts";
import { problemResponse } from "../../platform/problem.ts";
import { HOST_VERSION } from "../../platform/version.ts";
import { versionDiff } from "../diff/version-diff.ts";
import { count, emptySummary, replay } from "../replay/replay.ts";
import { type WhatIfFault, whatIf } from "../replay/what-if.ts";
import { type ReviewDeps, scopeOf } from "./deps.ts";
import { continueImpact, getImpact, startImpact } from "./impact.ts";
import { refuse, unreadable, wrong } from "./reply.ts";
import { sourcesFor } from "./sources.ts";

/** One handler for each route. A store that fails becomes an answer here, and nowhere else. */
export function reviewHandlers(deps: ReviewDeps): Handlers<typeof REVIEW_ROUTES> {
	const guarded =
		(route: string, handle: (deps: ReviewDeps, request: ApiRequest) => Promise<Response>): Handler =>
		async (request) => {
			try {
				return await handle(deps, request);
			} catch (error) {
				deps.log("error", "review.failed", { route, failure: failureName(error) });
				return refuse("service-unavailable");
			}
		};
	return {
		replayDecisions: guarded("replay", replayDecisions),
		whatIf: guarded("what-if", askWhatIf),
		diffVersions: guarded("diff", diffVersions),
		startImpact: guarded("impact", startImpact),
		continueImpact: guarded("impact", continueImpact),
		getImpact: guarded("impact", getImpact),
	};
}

/** Replaying ten records takes about what one request does. */
const RECORDS_A_REQUEST = 10;

async function replayDecisions(deps: ReviewDeps, { raw, caller, now, charge }: ApiRequest): Promise<Response> {
	const body = await readBody(raw, REVIEW_ROUTES.replayDecisions.request);
	if (!body.ok) return problemResponse(body.error);
	const { ids, filter = {}, limit, cursor } = body.value;
	const limited = await charge(Math.ceil((ids?.length ?? limit) / RECORDS_A_REQUEST));
	if (limited !== undefined) return problemResponse(limited);
	const scope = scopeOf(caller);
	const records: AnyRecord[] = [];
	const damaged: string[] = [];
	const missing: string[] = [];
	let next: string | undefined;
	if (ids !== undefined) {
		for (const id of new Set(ids)) {
			const found = await deps.find(scope, id);
			if (found.ok) records.push(found.value);
			else (found.error === "damaged" ? damaged : missing).push(id);
		}
	} else {
		const page = await deps.search(scope, filter, { limit, cursor });
		if (!page.ok) return wrong("/cursor", "is not a cursor of this search");
		records.push(...page.value.decisions);
		damaged.push(...(page.value.damaged ?? []));
		next = page.value.next_cursor;
	}
	const outcomes: Replayed[] = [
		...(await replay(records, sourcesFor(deps, caller.tenant))),
		...damaged.map((decision_id): Replayed => ({ decision_id, status: "damaged" })),
	];
	const summary = emptySummary();
	count(summary, outcomes);
	if (summary.differs + summary.damaged > 0) {
		deps.log("error", "review.replay-differs", { tenant: caller.tenant, differs: summary.differs, damaged: summary.damaged });
	}
	await deps.accessed(caller, "replay", `${summary.records}`, now);
	return Response.json({
		...{ host: HOST_VERSION, summary, decisions: outcomes.filter(({ status }) => status !== "same") },
		...(missing.length === 0 ? {} : { missing }),
		...(next === undefined ? {} : { next_cursor: next }),
	});
}

/** A search for flips asks the policy hundreds of times. */
const FLIPS_COST = 10;

async function askWhatIf(deps: ReviewDeps, { raw, params, caller, now, charge }: ApiRequest): Promise<Response> {
	const body = await readBody(raw, REVIEW_ROUTES.whatIf.request);
	if (!body.ok) return problemResponse(body.error);
	const { id = "" } = params;
	if (!v.is(DecisionId, id)) return refuse("not-found");
	const limited = body.value.flips ? await charge(FLIPS_COST) : undefined;
	if (limited !== undefined) return problemResponse(limited);
	const found = await deps.find(scopeOf(caller), id);
	if (!found.ok) return refuse(found.error === "damaged" ? "record-damaged" : "not-found");
	if ("kind" in found.value) return refuse("conflict", `It cannot be asked again: ${NOT_REPLAYABLE["general-policy"]}.`);
	const answered = await whatIf(found.value, body.value, sourcesFor(deps, caller.tenant));
	if (!answered.ok) return whatIfFault(answered.error);
	await deps.accessed(caller, "what-if", id, now);
	return Response.json(answered.value);
}

function whatIfFault(fault: WhatIfFault): Response {
	if (fault.reason === "path" || fault.reason === "input") return wrong("/set", fault.detail);
	if (fault.reason === "version-unavailable" || fault.reason === "evaluation-lost") return refuse("service-unavailable");
	return refuse("conflict", `It cannot be asked: ${NOT_REPLAYABLE[fault.reason]}.`);
}

async function diffVersions(deps: ReviewDeps, { query, params, caller }: ApiRequest): Promise<Response> {
	const [from, to] = [query.get("from"), query.get("to")];
	if (!v.is(Digest, from)) return wrong("/from", "must be a digest");
	if (!v.is(Digest, to)) return wrong("/to", "must be a digest");
	const [before, after] = await Promise.all([deps.compared(caller.tenant, from), deps.compared(caller.tenant, to)]);
	for (const side of [before, after]) if (!side.ok) return unreadable(side.error);
	if (!before.ok || !after.ok) return refuse("not-found");
	const named = [before.value, after.value].every(({ manifest }) => manifest.policy === params.name);
	if (!named) return refuse("not-found", "The policy has no such version.");
	return Response.json(versionDiff(before.value, after.value));
}
