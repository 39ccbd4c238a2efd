// The pointer of a tenant: which version each policy's channels lead to, as of one epoch of its chain of changes.
import * as v from "valibot";
import { ExceptionFact, KillFact, ScopedExceptionFact } from "./input.ts";
import { Digest, Millis, Name } from "./names.ts";
import { Rollout } from "./rollout.ts";

const Epoch = v.pipe(v.number(), v.integer(), v.minValue(0));

export const ChannelTarget = v.strictObject({
	/** The version: digest of its release manifest. */
	digest: Digest,
	revision: v.string(),
	/** Of the change that activated it. */
	epoch: Epoch,
	since: Millis,
	/**
	 * Set by a deploy of the Worker, not by a person: the channel follows what deployments carry. While one spreads, an isolate
	 * of the other deployment carries another version of the policy, and decides by that.
	 */
	deployed: v.optional(v.literal(true)),
});
export type ChannelTarget = v.InferOutput<typeof ChannelTarget>;

export const ExceptionItem = v.union([ScopedExceptionFact, ExceptionFact]);
export type ExceptionItem = v.InferOutput<typeof ExceptionItem>;

/** Documents that travel with the pointer, so that they are as fresh and need nothing else; their canonical JSON has the digest. */
export const ExceptionList = v.strictObject({ digest: Digest, items: v.array(ExceptionItem) });
export type ExceptionList = v.InferOutput<typeof ExceptionList>;
export const KillList = v.strictObject({ digest: Digest, items: v.array(KillFact) });
export type KillList = v.InferOutput<typeof KillList>;

export const Pointer = v.strictObject({
	v: v.literal(1),
	tenant: Name,
	/** Of the newest change of the tenant; what the pointer says holds as of it. */
	epoch: Epoch,
	policies: v.record(
		Name,
		v.strictObject({
			/** Paths under `data` that the policy owns, as its active versions declare them; no two policies overlap. */
			roots: v.array(v.string()),
			channels: v.record(Name, ChannelTarget),
			/** The rollout that runs beside one of the channels; absent: none does. */
			rollout: v.optional(Rollout),
		}),
	),
	/** Fingerprints of signing keys that no longer count: versions that only they signed must not be loaded. */
	revoked: v.array(v.string()),
	/** Exceptions that are approved and not over; absent: none. */
	exceptions: v.optional(ExceptionList),
	/** Kill switches that hold in the tenant; absent: none. */
	kill: v.optional(KillList),
	/** Of the operator's tenant: kill switches that hold in all tenants; absent: none. */
	kill_global: v.optional(KillList),
});
export type Pointer = v.InferOutput<typeof Pointer>;
