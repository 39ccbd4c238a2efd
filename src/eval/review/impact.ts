// Impact jobs: a draft asked about recorded decisions in batches, one a call, each counted once.
import { REVIEW_ROUTES } from "../../contract/api-review.ts";
import type { ImpactAnswer } from "../../contract/impact.ts";
import type { ImpactJobState } from "../../contract/impact-jobs.ts";
import type { ApiRequest } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { documentDigest } from "../../platform/digest.ts";
import { newUuidv7 } from "../../platform/id.ts";
import { IMPACT_STEP_RECORDS, MAX_IMPACT_PAGE } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import { HOST_VERSION } from "../../platform/version.ts";
import { addCounts, emptyCounts, impact } from "../replay/impact.ts";
import { type ReviewDeps, scopeOf } from "./deps.ts";
import { refuse, unreadable, wrong } from "./reply.ts";
import { sourcesFor } from "./sources.ts";

/** A step costs what ten requests do. */
const STEP_COST = 10;

export async function startImpact(deps: ReviewDeps, request: ApiRequest): Promise<Response> {
	const { raw, params, caller, now } = request;
	const body = await readBody(raw, REVIEW_ROUTES.startImpact.request);
	if (!body.ok) return problemResponse(body.error);
	const { name: policy = "", digest = "" } = params;
	// Read before it is loaded: a deployment that loads nothing still knows what is there.
	const draft = await deps.compared(caller.tenant, digest);
	if (!draft.ok) return unreadable(draft.error);
	const { manifest } = draft.value;
	if (manifest.policy !== policy) return refuse("not-found", "The policy has no such version.");
	if (manifest.kind !== "guard") {
		return refuse("conflict", "Records of general policies hold digests of what was asked: there is nothing to ask a draft.");
	}
	const ready = await deps.versions.find(caller.tenant, digest);
	if (!ready.ok) return unreadable(ready.error);
	const { apps } = scopeOf(caller);
	const job: ImpactJobState = {
		...{ tenant: caller.tenant, id: newUuidv7(now), policy, digest, createdAt: now, createdBy: caller.principal },
		asked: { ...body.value, ...(apps === undefined ? {} : { apps }) },
		...{ steps: 0, cursor: "", done: false, counts: emptyCounts() },
	};
	if (!(await deps.jobs.create(job)))
		return refuse("conflict", "As many jobs as are kept are not done yet: go on with one of them.");
	await deps.accessed(caller, "impact", digest, now);
	return stepped(deps, request, job, 201);
}

export async function continueImpact(deps: ReviewDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, REVIEW_ROUTES.continueImpact.request);
	if (!body.ok) return problemResponse(body.error);
	const job = await jobOf(deps, request);
	if (job === undefined) return refuse("not-found");
	return job.done ? Response.json(await answerOf(deps, job, -1)) : stepped(deps, request, job, 200);
}

export async function getImpact(deps: ReviewDeps, request: ApiRequest): Promise<Response> {
	const after = request.query.get("after") ?? "-1";
	if (!/^(?:\d{1,15}|-1)$/.test(after)) return wrong("/after", "must be `next_after` of the page before");
	const job = await jobOf(deps, request);
	return job === undefined ? refuse("not-found") : Response.json(await answerOf(deps, job, Number(after)));
}

/** The job, for those who may see what it looks at. */
async function jobOf(deps: ReviewDeps, { params, caller }: ApiRequest): Promise<ImpactJobState | undefined> {
	const job = await deps.jobs.find(caller.tenant, params.id ?? "");
	if (job === undefined || job.digest !== params.digest || job.policy !== params.name) return undefined;
	const { apps } = scopeOf(caller);
	const covered = apps === undefined || (job.asked.apps?.every((app) => apps.includes(app)) ?? false);
	return covered ? job : undefined;
}

async function stepped(deps: ReviewDeps, { charge }: ApiRequest, job: ImpactJobState, status: 200 | 201): Promise<Response> {
	const limited = await charge(STEP_COST);
	// What was begun is there, and goes on with the next call.
	if (limited !== undefined) return problemResponse(limited);
	const { tenant, asked, cursor } = job;
	const limit = Math.min(IMPACT_STEP_RECORDS, asked.sample - job.counts.records);
	const page = await deps.search({ tenant, apps: asked.apps }, asked.filter, { limit, ...(cursor === "" ? {} : { cursor }) });
	if (!page.ok) throw new Error("a job's own cursor is of its own search");
	const { decisions, next_cursor: next } = page.value;
	const part = await impact(decisions, job.digest, sourcesFor(deps, tenant));
	const counts = structuredClone(job.counts);
	addCounts(counts, part.counts);
	const done = next === undefined || counts.records >= asked.sample;
	await deps.jobs.advance(job, { cursor: next ?? "", done, counts }, part.changed);
	// Whoever did the step, what is told is what is kept.
	const kept = await deps.jobs.find(tenant, job.id);
	return Response.json(await answerOf(deps, kept ?? job, -1), { status });
}

async function answerOf(deps: ReviewDeps, job: ImpactJobState, after: number): Promise<ImpactAnswer> {
	const { id, policy, digest, createdAt, createdBy, asked, counts, steps, done } = job;
	const { changed, last } = await deps.jobs.changes(job.tenant, id, after, MAX_IMPACT_PAGE);
	const { filter, sample } = asked;
	return {
		job: {
			...{ id, policy, digest, host: HOST_VERSION, created_at: createdAt, created_by: createdBy },
			...{ state: done ? "done" : "running", sample, filter, counts, steps },
			...(done ? { result: await documentDigest({ digest, filter, sample, counts }) } : {}),
		},
		changed: [...changed],
		...(changed.length === MAX_IMPACT_PAGE ? { next_after: last } : {}),
	};
}
