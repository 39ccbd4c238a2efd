// Versions of policies, their rules, and which of them applied when.
import * as v from "valibot";
import type { CONTROL_ROUTES } from "../../contract/api-control.ts";
import { Instant } from "../../contract/instant.ts";
import { Name } from "../../contract/names.ts";
import type { VersionInfo } from "../../contract/versions.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { MAX_CLOCK_SKEW_MS } from "../../platform/limits.ts";
import { activeAt, firstDecided } from "../activation.ts";
import { type Baked, epochAt, newestTime } from "../change.ts";
import { appAt } from "../registry.ts";
import type { ControlDeps, Release } from "./deps.ts";
import { answer, mayName, refuse, wrong } from "./reply.ts";
import { unreadable } from "./versions.ts";

type PolicyRoutes = Pick<typeof CONTROL_ROUTES, "policies" | "activePolicy" | "policy" | "rules">;

export function policyHandlers(deps: ControlDeps): Handlers<PolicyRoutes> {
	const { releases } = deps;
	return {
		policies: async ({ caller }) => {
			const stored = await deps.store.list(caller.tenant);
			return answer({ policies: policyLines([...releases.list().map(bakedVersion), ...stored], releases.active) });
		},
		policy: async (request) => {
			const release = releases.get(request.params.digest ?? "");
			if (release === undefined) return storedPolicy(deps, request);
			const { digest, manifest, sources } = release;
			return answer({ digest, manifest, sources, version: bakedVersion(release) });
		},
		rules: async ({ caller }) => {
			const inForce = await deps.guardInForce(await deps.authority(caller.tenant).pointer());
			if (!inForce.ok) return refuse("service-unavailable", `The version in force cannot be read: ${inForce.error}.`);
			return answer({ digest: inForce.value.digest, rules: inForce.value.manifest.rules });
		},
		activePolicy: (request) => activePolicy(deps, request),
	};
}

async function activePolicy(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const { db } = deps;
	const { tenant } = request.caller;
	const name = request.query.get("app");
	if (!v.is(Name, name)) return wrong("/app", "must be the name of an app");
	const now = Math.max(request.now, await newestTime(db, tenant));
	const at = readInstant(request.query.get("at"), now);
	if (at === undefined) return wrong("/at", "must be an RFC 3339 instant or milliseconds");
	if (at > now + MAX_CLOCK_SKEW_MS) return wrong("/at", "must not lie in the future: what will apply then is not known");
	const app = await appAt(db, tenant, name, at);
	if (app === "never" || !mayName(request.caller, name)) return refuse("not-found", "The tenant has no app of that name.");
	const { policy } = activeRelease(deps).manifest;
	// A deploy writes its event at the tenant's first request; a question about now may be that request.
	if (app !== undefined && at >= request.now) {
		await deps.authority(tenant).enter(bakedOf(deps), now);
	}
	const active = app === undefined ? [] : await activeAt(db, tenant, policy, app.channel, at);
	const first = active.length > 0 ? undefined : await firstDecided(db, tenant, policy, name);
	const early = first !== undefined && at < first.since ? { first } : {};
	return answer({ app: name, at, epoch: await epochAt(db, tenant, at), active, ...early });
}

/** The version that decides, which the deployment always carries. */
export function activeRelease({ releases }: Pick<ControlDeps, "releases">): Release {
	const release = releases.get(releases.active);
	if (release === undefined) throw new Error("the active release is not among those carried");
	return release;
}

/** What a deployment's version is to a tenant's history. */
export function bakedOf(deps: Pick<ControlDeps, "releases" | "host">): Baked {
	const { digest, manifest } = activeRelease(deps);
	const { policy, revision, roots } = manifest;
	return { policy, digest, revision, roots, host: deps.host };
}

/** A version that a person looks at: what no signature stands for any more, too, and said so. */
async function storedPolicy({ store }: ControlDeps, request: ApiRequest): Promise<Response> {
	const { digest = "" } = request.params;
	const stored = await store.read(request.caller.tenant, digest, ["sources"], "told");
	if (!stored.ok) return unreadable(stored.error);
	const [version] = await store.list(request.caller.tenant, digest);
	const listing = v.safeParse(Sources, JSON.parse(new TextDecoder().decode(stored.value.bytes.sources)));
	if (version === undefined || !listing.success) return unreadable("corrupt");
	return answer({ digest, manifest: stored.value.manifest, sources: listing.output.files, version });
}

const Sources = v.strictObject({ files: v.array(v.strictObject({ path: v.string(), text: v.string() })) });

/** A version that the deployment carries, as the list has it. */
function bakedVersion({ digest, manifest }: Release): VersionInfo {
	const { policy, kind, revision, entrypoints, roots, renditions } = manifest;
	const bytes = Object.values(renditions).reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
	return { digest, policy, kind, revision, entrypoints, roots, bytes, source: "baked", trusted: true, signed_by: [] };
}

/** A version that is carried and published too is one version: what was published of it tells more. */
function policyLines(all: readonly VersionInfo[], active: string) {
	const distinct = new Map(all.map((version) => [version.digest, version]));
	const lines = Map.groupBy(distinct.values(), (version) => version.policy);
	return [...lines].map(([name, versions]) => ({
		name,
		versions: versions.map((version) => ({ ...version, active: version.digest === active })),
	}));
}

/** An instant in ms from either form; absent: now; `undefined`: neither form. */
export function readInstant(text: string | null, now: number): number | undefined {
	if (text === null) return now;
	if (/^\d{1,15}$/.test(text)) return Number(text);
	// In a query `+` may have been read as a space.
	const instant = v.safeParse(Instant, text.replace(" ", "+"));
	return instant.success ? instant.output : undefined;
}
