// What a decision stands on besides the request: the tenant's context, the app, the version in force, the documents.
import type { PolicyVersion } from "../contract/decision.ts";
import type { ConfigManifest } from "../contract/input.ts";
import type { Problem } from "../contract/problem.ts";
import type { AppContext, TenantContext } from "../contract/registry.ts";
import type { DecideRequest } from "../contract/request.ts";
import type { Caller } from "../platform/credential.ts";
import { documentDigest } from "../platform/digest.ts";
import { problem } from "../platform/problem.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { DecideDeps } from "./deps.ts";
import type { ActiveVersion } from "./evaluate/active-version.ts";
import { type KillAbout, pinnedVersion } from "./evaluate/kill.ts";
import { UNREGISTERED_NAME } from "./evaluate/tool-facts.ts";
import { draw, type InRollout, tell } from "./rollout.ts";

/** Who asks, when, and how to refer to it. */
export type Ask = {
	readonly caller: Caller;
	readonly now: number;
	readonly idempotencyKey?: string;
	readonly traceId?: string;
	readonly waitUntil: (work: Promise<unknown>) => void;
};

export type Grounds = {
	readonly context: TenantContext;
	readonly degraded: boolean;
	readonly app: AppContext;
	readonly version: ActiveVersion;
	readonly documents: ConfigManifest;
	readonly policy: PolicyVersion;
	/** Its part in a rollout; absent: it has none. */
	readonly in?: InRollout;
};

/** Tier 1 never goes on with a context that is older than it should be. */
export const STRICT_TIER = 1;
/** What a decision by the candidate of a rollout says its channel was. */
const CANARY = "canary";
/** Quotas are of UTC days, which all have this length. */
const DAY_MS = 86_400_000;

/** Of one caller at one time; requests that are decided together share it. */
export type Loaded = Awaited<ReturnType<DecideDeps["loadContext"]>>;

/** INVARIANT 14: the version is found here, once: nothing that follows asks for it again, so that no decision mixes two. */
export async function findGrounds(
	request: DecideRequest,
	ask: Ask,
	loaded: Loaded,
	deps: DecideDeps,
): Promise<Result<Grounds, Problem>> {
	if (!loaded.ok) return err(problem("context-unavailable", { decision: "refuse" }));
	const { context } = loaded.value;
	const app = context.apps.get(request.app);
	const own = ask.caller.apps.includes("*") || ask.caller.apps.includes(request.app);
	if (app === undefined || !own)
		return err(problem("app-unknown", { errors: [{ pointer: "/app", detail: "is not an app of this key" }] }));
	if (loaded.value.degraded && app.tier === STRICT_TIER) return err(problem("context-unavailable", { decision: "refuse" }));
	if (!request.dry_run && !takeFromQuota(context)) {
		return err(problem("quota-exceeded", { decision: "refuse", retry_after: secondsToMidnight(ask.now) }));
	}
	const pinned = pinnedVersion(context.kill.items, aboutRequest(request, context, ask.now));
	const stable = async () => deps.activeVersion(context, app.channel, ask.now, pinned);
	// A kill switch that names the version comes before any rollout.
	const rollouts = pinned === undefined ? deps.rollouts : undefined;
	const chosen = await draw(request, context, app.channel, stable, rollouts);
	if (!chosen.ok || (chosen.value.degraded && app.tier === STRICT_TIER)) {
		const part = chosen.ok && !request.dry_run ? chosen.value.in : undefined;
		if (part !== undefined && deps.rollouts !== undefined) {
			tell(context.tenant, part, err("policy-unavailable"), ask.now, deps.rollouts, ask.waitUntil);
		}
		return err(problem("policy-unavailable", { decision: "refuse" }));
	}
	const { version } = chosen.value;
	const degraded = loaded.value.degraded || chosen.value.degraded;
	const { documents, digest } = await documentsInForce(context, app, version);
	const part = chosen.value.in;
	const channel = part?.arm === "candidate" && !part.fellBack ? CANARY : app.channel;
	const policy = { name: version.name, channel, revision: version.revision, digest: version.digest, config: digest };
	return ok({ context, degraded, app, version, documents, policy, ...(part === undefined ? {} : { in: part }) });
}

/** The same of a request as of the input that is made of it. */
function aboutRequest(
	{ app, stage, tool, subject, context: at }: DecideRequest,
	context: TenantContext,
	time: number,
): KillAbout {
	const name = tool === undefined || context.tools.has(tool.name) ? tool?.name : UNREGISTERED_NAME;
	const { roles = [], age_class = "unknown" } = subject ?? {};
	return { time, tenant: context.tenant, app, stage, tool: name, roles, age_class, channel: at?.channel, purpose: at?.purpose };
}

/** Decisions made since a context was read; the ledger's count arrives with the next one. */
const usedSince = new WeakMap<TenantContext, number>();

/** Whether the tenant may have this many more decisions today; they count as made. */
export function takeFromQuota(context: TenantContext, decisions = 1): boolean {
	if (context.quota === undefined) return true;
	const used = usedSince.get(context) ?? 0;
	usedSince.set(context, used + decisions);
	return used + decisions <= context.quota.left;
}

function secondsToMidnight(now: number): number {
	return Math.ceil((DAY_MS - (now % DAY_MS)) / 1000);
}

type InForce = { readonly documents: ConfigManifest; readonly digest: string };
/** A context does not change: what is computed from one is kept with it. */
const inForce = new WeakMap<TenantContext, Map<string, InForce>>();

async function documentsInForce(context: TenantContext, app: AppContext, version: ActiveVersion): Promise<InForce> {
	const known = inForce.get(context) ?? new Map<string, InForce>();
	inForce.set(context, known);
	const key = `${app.name} ${version.digest}`;
	const found = known.get(key);
	if (found !== undefined) return found;
	const documents: ConfigManifest = {
		defaults: version.defaults,
		tenant: context.config.tenant.digest,
		app: context.config.apps.get(app.name)?.digest ?? (await documentDigest({ rules: {} })),
		exceptions: context.exceptions.digest,
		kill: context.kill.digest,
		...(context.kill.global === undefined ? {} : { kill_global: context.kill.global }),
	};
	const made = { documents, digest: await documentDigest(documents) };
	known.set(key, made);
	return made;
}
