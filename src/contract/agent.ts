// OPA agents as they report themselves: which version each runs, and whether it is the one that the pointer names.
import * as v from "valibot";
import { Digest, Millis, Name } from "./names.ts";

/** `current`: all its bundles are what a channel leads to; `silent`: nothing was heard of it for too long to say. */
export const AGENT_STATES = ["current", "behind", "failing", "silent"] as const;
export type AgentState = (typeof AGENT_STATES)[number];

/**
 * Why a bundle was not taken, read from OPA's message; the message itself, which may quote policies, is not kept. `untrusted`:
 * the agent runs it, and no key that signed it counts any more.
 */
export const BUNDLE_FAULTS = ["untrusted", "signature", "digest", "download", "compile", "roots", "other"] as const;
export type BundleFault = (typeof BUNDLE_FAULTS)[number];

const HttpCode = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599));
const AgentError = v.strictObject({
	/** OPA's own, such as `bundle_error`. */
	code: Name,
	http_code: v.optional(HttpCode),
	fault: v.optional(v.picklist(BUNDLE_FAULTS)),
});

/** A bundle as the agent's last status told of it. */
export const AgentBundle = v.strictObject({
	/** As the agent's configuration names it. */
	name: Name,
	/** What the agent runs; absent: nothing yet. */
	revision: v.optional(Name),
	activated_at: v.optional(Millis),
	requested_at: v.optional(Millis),
	/** What kept the newest bundle from being taken; the revision above stays in force. */
	error: v.optional(AgentError),
});
export type AgentBundle = v.InferOutput<typeof AgentBundle>;

/** A bundle of an agent against the pointer. */
export const AgentBundleView = v.strictObject({
	...AgentBundle.entries,
	state: v.picklist(["current", "behind", "failing", "foreign"]),
	/** The version that the revision names. */
	digest: v.optional(Digest),
	/** Channel whose version it runs, or that of `target`. */
	channel: v.optional(Name),
	/** What it should run, where it does not. */
	target: v.optional(v.strictObject({ digest: Digest, revision: v.string(), since: Millis })),
	/** How long the target has been in force while the agent runs another, ms. */
	stale_ms: v.optional(Millis),
});
export type AgentBundleView = v.InferOutput<typeof AgentBundleView>;

export const AgentView = v.strictObject({
	/** Label `id` of the agent. */
	id: Name,
	state: v.picklist(AGENT_STATES),
	/** Of OPA. */
	version: v.optional(Name),
	/** Labels whose names and values are names, without `id` and `version`. */
	labels: v.record(Name, Name),
	bundles: v.array(AgentBundleView),
	/** Plugins by the state that they are in. */
	plugins: v.record(Name, Name),
	/** Why decisions could not be uploaded, where the last attempt failed. */
	decision_logs: v.optional(AgentError),
	discovery: v.optional(AgentError),
	/** Principal of the key that it reports under. */
	principal: Name,
	first_seen: Millis,
	last_seen: Millis,
});
export type AgentView = v.InferOutput<typeof AgentView>;

export const AgentList = v.strictObject({
	agents: v.array(AgentView),
	/** Ask for the next page with it; absent on the last. */
	next_cursor: v.optional(v.string()),
});
