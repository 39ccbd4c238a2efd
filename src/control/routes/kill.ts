// Kill switches: thrown, lifted, listed, drilled. None of it but their history needs the database.
import { KILL_ROUTES } from "../../contract/api-kill.ts";
import { type DrillReport, type KillDocument, killFault } from "../../contract/kill.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { readBody } from "../../platform/body.ts";
import { newUuidv7 } from "../../platform/id.ts";
import { DRILL_WAIT_MS, MAX_PAGE, MAX_REGISTRY_BODY_BYTES } from "../../platform/limits.ts";
import { problemResponse } from "../../platform/problem.ts";
import type { ItemMade } from "../item-orders.ts";
import { ordered } from "../registry.ts";
import type { ControlDeps } from "./deps.ts";
import { itemHistory } from "./exceptions.ts";
import { refuseItem } from "./item-reply.ts";
import { actor, answer, mayName, readCount, refuse, wrong } from "./reply.ts";

/** Switches looked at for a page when nothing else is asked for. */
const USUAL_PAGE = 50;
/** Between two decisions of a drill, ms. */
const DRILL_PAUSE_MS = 50;

/** Asks for a decision that is not recorded and that nobody but a drill asks for; whether a kill switch refused it. */
export type DrillProbe = (request: ApiRequest, app: string, purpose: string) => Promise<boolean>;

export function killHandlers(deps: ControlDeps): Handlers<typeof KILL_ROUTES> {
	return {
		throwKillSwitch: (request) => throwIt(deps, request),
		listKillSwitches: (request) => list(deps, request),
		killSwitchHistory: (request) => itemHistory(deps, request, "kill"),
		releaseKillSwitch: (request) => release(deps, request),
		drillKillSwitch: (request) => drill(deps, request),
	};
}

async function throwIt(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, KILL_ROUTES.throwKillSwitch.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { idempotency_key, switch: asked } = body.value;
	const fault = killFault(asked);
	if (fault !== undefined) return wrong(`/switch/${fault.member}`, fault.detail);
	const { reason, ticket, ...kill } = asked;
	if (!reaches(request, kill)) return refuse("forbidden", "A key for some apps can stop those alone.");
	const order = { ...ordered({ ...actor(request), reason }, idempotency_key), ...(ticket === undefined ? {} : { ticket }) };
	const made = await deps.authority(request.caller.tenant).kill({ ...order, step: "on", kill });
	return made.ok ? answer(told(made.value), 201) : refuseItem(made.error);
}

async function release(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, KILL_ROUTES.releaseKillSwitch.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { id = "" } = request.params;
	const authority = deps.authority(request.caller.tenant);
	const known = await authority.item("kill", id);
	if (known === undefined) return refuse("not-found");
	if (!reaches(request, known)) return refuse("forbidden", "A key for some apps can release what stops those alone.");
	const { reason, idempotency_key } = body.value;
	const made = await authority.kill({ ...ordered({ ...actor(request), reason }, idempotency_key), step: "off", id });
	return made.ok ? answer(told(made.value)) : refuseItem(made.error);
}

async function list(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const { query, now } = request;
	const [from, limit] = [readCount(query.get("from"), Number.MAX_SAFE_INTEGER), readCount(query.get("limit"), USUAL_PAGE)];
	if (from === undefined) return wrong("/from", "must be an epoch");
	if (limit === undefined || limit > MAX_PAGE) return wrong("/limit", `must be 1 to ${MAX_PAGE}`);
	if (query.has("on") && query.get("on") !== "true") return wrong("/on", "must be true");
	const page = await deps.authority(request.caller.tenant).items("kill", from, limit + 1);
	const holds = ({ on, expires_at = Number.POSITIVE_INFINITY }: KillDocument) => on && expires_at > now;
	const switches = page.slice(0, limit).filter((each) => !query.has("on") || holds(each));
	const next = page[limit]?.epoch;
	return answer({ switches, ...(next === undefined ? {} : { next }) });
}

/** A real switch, with a scope that only this drill's own requests are in: everything is as in an emergency, but for who is hit. */
async function drill(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const body = await readBody(request.raw, KILL_ROUTES.drillKillSwitch.request, MAX_REGISTRY_BODY_BYTES);
	if (!body.ok) return problemResponse(body.error);
	const { app, reason } = body.value;
	if (!mayName(request.caller, app)) return refuse("not-found", "The tenant has no app of that name.");
	const { probe } = deps;
	if (probe === undefined) return refuse("service-unavailable", "This deployment takes no drills.");
	const authority = deps.authority(request.caller.tenant);
	const purpose = `drill:${newUuidv7(request.now)}`;
	const begun = Date.now();
	// It ends by itself should this call be cut off.
	const kill = { scope: "drill", value: purpose, state: "refuse", expires_at: begun + 6 * DRILL_WAIT_MS } as const;
	const on = await authority.kill({ ...ordered({ ...actor(request), at: begun, reason }), step: "on", kill });
	if (!on.ok) return refuseItem(on.error);
	const committed_ms = Date.now() - begun;
	const refused = await first(probe, request, app, purpose, true);
	const ending = Date.now();
	const off = await authority.kill({ ...ordered({ ...actor(request), at: ending, reason }), step: "off", id: on.value.item.id });
	const released = off.ok ? await first(probe, request, app, purpose, false) : undefined;
	const report: DrillReport = {
		...{ drill: on.value.item.id, app, committed_ms },
		...(refused?.at === undefined ? {} : { refused_ms: refused.at - begun }),
		...(released?.at === undefined ? {} : { released_ms: released.at - ending }),
		decisions: (refused?.asked ?? 0) + (released?.asked ?? 0),
		passed: refused?.at !== undefined && released?.at !== undefined,
	};
	deps.log(report.passed ? "info" : "error", "kill.drill", { tenant: request.caller.tenant, passed: String(report.passed) });
	return answer(report);
}

/** When the first decision was as it should be; the clock moves with each wait. */
async function first(
	probe: DrillProbe,
	request: ApiRequest,
	app: string,
	purpose: string,
	refused: boolean,
): Promise<{ readonly at?: number; readonly asked: number }> {
	const end = Date.now() + DRILL_WAIT_MS;
	for (let asked = 1; ; asked++) {
		if ((await probe(request, app, purpose)) === refused) return { at: Date.now(), asked };
		if (Date.now() >= end) return { asked };
		await new Promise((resolve) => setTimeout(resolve, DRILL_PAUSE_MS));
	}
}

/** What is for more than one app is for a key of all. */
function reaches({ caller }: ApiRequest, { scope, value }: Pick<KillDocument, "scope" | "value">): boolean {
	return caller.apps.includes("*") || (scope === "app" && value !== undefined && mayName(caller, value));
}

function told({ item, epoch, made, projected }: ItemMade<"kill">) {
	return { ...item, epoch, made, projected };
}
