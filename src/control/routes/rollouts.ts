// Rollouts of a policy: what runs, what was seen of it, and the commands of people.
import { ROLLOUT_ROUTES } from "../../contract/api-rollout.ts";
import { faultOfSteps, type Margins, type Rollout, type RolloutStatus } from "../../contract/rollout.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { toHex } from "../../platform/bytes.ts";
import { MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { failureName } from "../../platform/log.ts";
import { problemResponse } from "../../platform/problem.ts";
import { ordered } from "../registry.ts";
import { SHIPPED_MARGINS, SHIPPED_STEPS } from "../rollout/shipped-plan.ts";
import type { Monitors } from "../rollout-object.ts";

import { authorsOf, notActivatable, onlySomeApps, wholeTenant } from "./activations.ts";
import type { ControlDeps } from "./deps.ts";
import { actor, answer, nameOf, refuse, refuseOrder, wrong } from "./reply.ts";

export type RolloutDeps = ControlDeps & { readonly monitors: Monitors };

export function rolloutHandlers(deps: RolloutDeps): Handlers<typeof ROLLOUT_ROUTES> {
	return {
		rollout: (request) => status(deps, request),
		startRollout: (request) => start(deps, request),
		steerRollout: (request) => steer(deps, request),
	};
}

async function status(deps: RolloutDeps, request: ApiRequest): Promise<Response> {
	const name = nameOf(request);
	if (!name.ok) return name.error;
	const { tenant } = request.caller;
	const authority = deps.authority(tenant);
	const rollout = await authority.rollout(name.value);
	if (rollout === undefined) return answer({ live: false, stopped: "There was no rollout." } satisfies RolloutStatus);
	const live = (await authority.pointer()).policies[name.value]?.rollout?.id === rollout.id;
	const seen = await deps.monitors.seen(tenant, rollout);
	const stopped = live ? {} : { stopped: rollout.state === "running" ? "Its channel was moved." : `It is ${rollout.state}.` };
	return answer({ rollout, live, ...stopped, ...(seen === undefined ? {} : { seen }) } satisfies RolloutStatus);
}

async function start(deps: RolloutDeps, request: ApiRequest): Promise<Response> {
	const name = nameOf(request);
	if (!name.ok) return name.error;
	const body = await readBody(request.raw, ROLLOUT_ROUTES.startRollout.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	if (!wholeTenant(request)) return onlySomeApps();
	const fault = faultOfSteps(body.value.steps ?? []);
	if (fault !== undefined) return wrong("/steps", fault);
	const { tenant, principal } = request.caller;
	const { candidate: digest, reason, idempotency_key, steps, margins, ...plan } = body.value;
	const may = await deps.mayActivate({ tenant, policy: name.value, channel: plan.channel, digest, principal });
	if (!may.ok) return notActivatable(may.error);
	const before = await deps.authority(tenant).rollout(name.value);
	const seen = before?.candidate.digest === digest ? await deps.monitors.seen(tenant, before) : undefined;
	const made = await deps.authority(tenant).startRollout({
		...ordered({ ...actor(request), reason }, idempotency_key),
		...(await knownOf(deps, request, digest, may.value.carried)),
		...(seen === undefined ? {} : { decisions: { shadow: Math.max(seen.shadow.compared, before?.shadowed ?? 0) } }),
		...{ policy: name.value, candidate: { digest, revision: may.value.revision } },
		plan: { ...plan, steps: steps ?? SHIPPED_STEPS, margins: marginsOf(margins) },
		salt: toHex(crypto.getRandomValues(new Uint8Array(16))),
	});
	if (!made.ok) return refuseOrder(made.error);
	const rollout = await deps.authority(tenant).rollout(name.value);
	if (rollout === undefined) return refuse("service-unavailable");
	await begin(deps, tenant, rollout);
	return answer({ rollout, made: made.value.made }, 201);
}

async function steer(deps: RolloutDeps, request: ApiRequest): Promise<Response> {
	const name = nameOf(request);
	if (!name.ok) return name.error;
	const body = await readBody(request.raw, ROLLOUT_ROUTES.steerRollout.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	if (!wholeTenant(request)) return onlySomeApps();
	const { tenant, principal } = request.caller;
	const { command, step, reason, idempotency_key } = body.value;
	const authority = deps.authority(tenant);
	const before = await authority.rollout(name.value);
	if (before === undefined) return refuse("not-found", "The policy has no rollout.");
	const known = await knownOf(deps, request, before.candidate.digest);
	const order = { ...ordered({ ...actor(request), reason }, idempotency_key), ...known, policy: name.value, command };
	const goesOn = command === "promote" || command === "complete";
	const seen = goesOn ? await deps.monitors.seen(tenant, before) : undefined;
	const asked = { tenant, policy: name.value, channel: before.channel, digest: before.candidate.digest, principal };
	const may = goesOn || command === "resume" ? await deps.mayActivate(asked) : undefined;
	if (may !== undefined && !may.ok) return notActivatable(may.error);
	const made = await authority.steerRollout({
		...order,
		...(step === undefined ? {} : { step }),
		...(seen === undefined
			? {}
			: {
					subjects: seen.candidate.subjects,
					decisions: { canary: seen.decisions.candidate, shadow: before.shadowed ?? 0 },
				}),
		...(may === undefined ? {} : { carried: may.value.carried, version: { roots: may.value.roots, host: deps.host } }),
	});
	if (!made.ok) return refuseOrder(made.error);
	const rollout = (await authority.rollout(name.value)) ?? before;
	if (rollout.state === "running") await begin(deps, tenant, rollout);
	return answer({ rollout, made: made.value.made });
}

/** What the service knows of a candidate and its caller beside what the chain of changes tells. */
async function knownOf(deps: RolloutDeps, { caller }: ApiRequest, digest: string, carried = false) {
	return { role: caller.role, authors: await authorsOf(deps, caller.tenant, digest), carried };
}

function marginsOf(asked: Partial<Record<keyof Margins, number | undefined>>): Margins {
	const of = (metric: keyof Margins) => asked[metric] ?? SHIPPED_MARGINS[metric];
	return { refusal: of("refusal"), redaction: of("redaction"), error: of("error"), latency: of("latency") };
}

/** The change holds whether or not its monitor hears of it now: the first report tells it too. */
async function begin({ monitors, log }: RolloutDeps, tenant: string, rollout: Rollout): Promise<void> {
	try {
		await monitors.begin(tenant, rollout);
	} catch (error) {
		log("error", "rollout.begin-failed", { tenant, rollout: rollout.id, failure: failureName(error) });
	}
}
