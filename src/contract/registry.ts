// What a tenant registers: tenants, apps, tools, keys, configuration; and the context that decide reads of it all.
import * as v from "valibot";
import { ChainLink, ChangeReason, Tier } from "./event.ts";
import { ConfigLayer, type KillFact } from "./input.ts";
import { ItemChange } from "./item-change.ts";
import { Digest, Locale, Millis, Name, ROLES, TOOL_CLASSES } from "./names.ts";
import type { ExceptionList, Pointer } from "./pointer.ts";

export { ChangeReason, Tier };

const Epoch = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A registrable domain, lower case. */
const Domain = v.pipe(v.string(), v.maxLength(253), v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a lower-case domain"));
const names = v.pipe(v.array(Name), v.maxLength(1024));

export const TenantBody = v.strictObject({
	title: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
	/** Decisions a UTC day; absent: no quota. */
	quota_per_day: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
	/** Whether anyone may read the tenant's log without a key; absent: as the deployment says. */
	public_log: v.optional(v.boolean()),
	/** `a/b` or `/a/b` for `data.a.b`: what OPA's `POST /` decides; absent: `system/main`, as with OPA. */
	default_decision: v.optional(
		v.pipe(
			v.string(),
			v.maxLength(256),
			v.regex(/^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, "must be names with / between them"),
		),
	),
});
export type TenantBody = v.InferOutput<typeof TenantBody>;

export const AppBody = v.strictObject({
	title: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
	tier: v.optional(Tier, 2),
	channel: v.optional(Name, "stable"),
	/** `provider/name` of the models it may use; empty: any. */
	models: v.optional(names, []),
	/** Languages it supports; empty: any. */
	locales: v.optional(v.pipe(v.array(Locale), v.maxLength(256)), []),
	/** Registered tools it may call. */
	tools: v.optional(names, []),
	/** Registrable domains that links and calls may lead to. */
	hosts: v.optional(v.pipe(v.array(Domain), v.maxLength(1024)), []),
});
export type AppBody = v.InferOutput<typeof AppBody>;

export const ToolBody = v.strictObject({
	title: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
	class: v.picklist(TOOL_CLASSES),
	/** Scopes the subject must hold. */
	scopes: v.optional(names, []),
	/** JSON Schema of the arguments (the subset in docs/api). */
	schema: v.optional(v.record(v.string(), v.unknown())),
});
export type ToolBody = v.InferOutput<typeof ToolBody>;

export const KeyBody = v.strictObject({
	role: v.picklist(ROLES),
	principal: Name,
	/** Apps it may name; `*` stands for all. */
	apps: v.optional(v.pipe(v.array(v.union([v.literal("*"), Name])), v.minLength(1), v.maxLength(256)), ["*"]),
	/** Makes it a browser key: only from these origins, only to decide. */
	origins: v.optional(v.pipe(v.array(v.pipe(v.string(), v.url(), v.maxLength(256))), v.maxLength(64)), []),
	expires_at: v.optional(Millis),
	rate_per_minute: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
});
export type KeyBody = v.InferOutput<typeof KeyBody>;

/** What is told of a key; the key itself is told once, when it is made. */
export const KeyInfo = v.strictObject({
	id: v.string(),
	...KeyBody.entries,
	created_at: Millis,
	created_by: Name,
	revoked_at: v.optional(Millis),
	/** After a rotation the old key lives until then. */
	replaced_by: v.optional(v.string()),
});
export type KeyInfo = v.InferOutput<typeof KeyInfo>;

export const ConfigVersion = v.strictObject({
	digest: Digest,
	/** Of the change that put it in force. */
	epoch: Epoch,
	/** `tenant`, or the app's name. */
	scope: v.string(),
	layer: ConfigLayer,
	since: Millis,
	by: Name,
	reason: v.string(),
});
export type ConfigVersion = v.InferOutput<typeof ConfigVersion>;

export const Activation = v.strictObject({
	policy: Name,
	channel: Name,
	digest: Digest,
	revision: v.string(),
	/**
	 * Of the change that put it in force. A decision's record has the epoch of the whole chain, which grows with every other
	 * change too: the activation that decided is the newest with an epoch at or below the record's.
	 */
	epoch: Epoch,
	since: Millis,
	until: v.optional(Millis),
	by: Name,
	reason: v.string(),
	host: v.string(),
	/** What two principals opened for it in place of what its tier asks: `GET /v1/break-glass` tells whether it was reviewed. */
	break_glass: v.optional(Digest),
});
export type Activation = v.InferOutput<typeof Activation>;

/** What may change, as the chain of changes names it. Keys are not among it: they decide nothing, and have a list of their own. */
export const CHANGE_TYPES = [
	"tenant.put",
	"app.put",
	"app.retire",
	"tool.put",
	"tool.retire",
	"config.put",
	"activation",
	"rollback",
	"signer.revoke",
	"deploy",
	"tiers.put",
	"version.test",
	"version.request",
	"version.approve",
	"version.withdraw",
	"version.reject",
	"version.shadow",
	"version.canary",
	"version.pause",
	"version.resume",
	"version.retire",
	"evidence.add",
	"evidence.revoke",
	"break-glass.ask",
	"break-glass.confirm",
	"break-glass.review",
	"exception.propose",
	"exception.approve",
	"exception.reject",
	"exception.revoke",
	"exception.warn",
	"exception.expire",
	"grant.issue",
	"kill.on",
	"kill.release",
	"kill.off",
	"kill.expire",
	"rollout.start",
	"rollout.pause",
	"rollout.resume",
	"rollout.promote",
	"rollout.abort",
	"rollout.complete",
] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];

/** A version as it was put in force; its digest is that of the release manifest. */
export const ActivatedVersion = v.strictObject({
	policy: Name,
	channel: Name,
	revision: v.string(),
	host: v.string(),
	/** Paths under `data` that the version owns; absent of activations that were made before they were kept. */
	roots: v.optional(v.array(v.string())),
});
export type ActivatedVersion = v.InferOutput<typeof ActivatedVersion>;

/** What a step of a version's life says of it: state, evidence, approval, break-glass; or a deploy, or the tiers, whole. */
export const ChangeDocument = v.record(v.string(), v.unknown());

/** One change of what may influence the tenant's decisions. */
export const ChangeEntry = v.strictObject({
	/** Its number in the tenant's chain, growing by one. Order is by epoch, never by clock. */
	epoch: Epoch,
	type: v.picklist(CHANGE_TYPES),
	/**
	 * Name of the tenant, app or tool; of a configuration its scope (`tenant`, or the app's name); of an activation or rollback
	 * the digest of the version, and so of all steps of its life; of a revoked signing key its fingerprint; of a deploy the host; of
	 * an exception, grant or kill switch its id.
	 */
	subject: v.string(),
	at: Millis,
	/** Principal of the credential; `deploy` and `install` are the service itself. */
	by: Name,
	/** Empty when none was given. */
	reason: v.string(),
	/** What it was from then on, whole; absent of what was retired. */
	document: v.optional(v.union([TenantBody, AppBody, ToolBody, ConfigLayer, ActivatedVersion, ItemChange, ChangeDocument])),
	/** By which records name it: the digest of a configuration's layer, or of the version activated. */
	digest: v.optional(Digest),
	/** Its place in the tenant's chain of events. */
	chain: v.optional(ChainLink),
});
export type ChangeEntry = v.InferOutput<typeof ChangeEntry>;

export type AppContext = AppBody & { readonly name: string };
export type ToolContext = ToolBody & { readonly name: string };
export type ConfigInForce = { readonly digest: string; readonly layer: ConfigLayer };

/** Everything outside the request and the release that may influence a tenant's decisions, as of one epoch. */
export type TenantContext = {
	readonly tenant: string;
	/** The pointer's: what a decision's record names. */
	readonly epoch: number;
	/** Which version each channel leads to. */
	readonly pointer: Pointer;
	readonly apps: ReadonlyMap<string, AppContext>;
	readonly tools: ReadonlyMap<string, ToolContext>;
	readonly config: { readonly tenant: ConfigInForce; readonly apps: ReadonlyMap<string, ConfigInForce> };
	readonly exceptions: { readonly digest: string; readonly items: readonly ExceptionList["items"][number][] };
	/** `items`: all that hold; `digest` is of the tenant's own, `global` of the operator's, where there are any. */
	readonly kill: { readonly digest: string; readonly items: readonly KillFact[]; readonly global?: string };
	/** Path of the tenant's default decision on OPA's surface, when it has set one. */
	readonly defaultDecision?: string;
	/** Decisions left in this UTC day when the context was read; absent: no quota. */
	readonly quota?: { readonly perDay: number; readonly left: number };
};
