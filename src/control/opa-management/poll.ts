// Bundle polls of OPA agents: the newest at once where the agent has another, else a wait for the pointer to change.
import type { Pointer } from "../../contract/pointer.ts";
import type { ApiRequest } from "../../platform/api.ts";
import type { Bytes } from "../../platform/bytes.ts";
import { MAX_AGENT_WAIT_S } from "../../platform/limits.ts";
import { opaProblemResponse } from "../../platform/opa-error.ts";
import { problem } from "../../platform/problem.ts";
import { err, type Result } from "../../platform/result.ts";
import type { VersionFault } from "../../policy/version.ts";
import type { AgentDeps } from "./deps.ts";

/** What an agent is to have as of one pointer. */
export type Offer = {
	/** Names the content: the same tag, the same bundle. */
	readonly tag: string;
	/** Set where it may not be had, not even by who has it: who holds it must not be told that all is well. */
	readonly fault?: VersionFault | undefined;
	readonly read: () => Promise<Result<Bytes, VersionFault>>;
};

/** OPA compares it letter by letter and polls in short intervals when it is any other, one with a charset included. */
const BUNDLE_TYPE = "application/vnd.openpolicyagent.bundles";
/** Between two looks at the pointer where waiting for its change ended early. */
const LOOK_AGAIN_MS = 1_000;

/** Answers a poll with what `offer` makes of the pointer; `undefined` of it: there is nothing of that name. */
export async function answerPoll(
	deps: AgentDeps,
	request: ApiRequest,
	offer: (pointer: Pointer) => Promise<Offer | undefined>,
): Promise<Response> {
	const { raw, caller } = request;
	const held = heldTag(raw.headers.get("if-none-match"));
	const until = deps.clock() + waitOf(raw.headers.get("prefer")) * 1_000;
	let pointer = await deps.pointer(request);
	let offered = await offer(pointer);
	while (offered !== undefined && offered.fault === undefined && offered.tag === held) {
		const left = until - deps.clock();
		if (left <= 0) return new Response(null, { status: 304, headers: { etag: `"${offered.tag}"` } });
		const next = await deps.changed(caller.tenant, pointer.epoch, left);
		if (next.epoch > pointer.epoch) offered = await offer(next);
		else await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_AGAIN_MS, Math.max(0, until - deps.clock()))));
		pointer = next;
	}
	if (offered === undefined) return opaProblemResponse(problem("not-found"));
	const bytes = offered.fault === undefined ? await offered.read() : err(offered.fault);
	if (!bytes.ok) {
		deps.log("error", "agents.bundle-failed", { tenant: caller.tenant, version: offered.tag, reason: bytes.error });
		return opaProblemResponse(problem("policy-unavailable"));
	}
	return new Response(bytes.value, { headers: { "content-type": BUNDLE_TYPE, etag: `"${offered.tag}"` } });
}

/**
 * The tag of what the agent runs. OPA may list tags of bundles that it ran before behind it; to answer 304 to one of those
 * would keep a rollback from it, so the first alone counts.
 */
export function heldTag(header: string | null): string | undefined {
	return /^\s*(?:W\/)?"([^"]*)"/.exec(header ?? "")?.[1];
}

/** Seconds that the agent is willing to wait, and the service too; `modes=snapshot,delta;wait=30`. */
export function waitOf(header: string | null): number {
	const wait = /(?:^|[;,])\s*wait\s*=\s*(\d{1,9})\s*(?:[;,]|$)/i.exec(header ?? "")?.[1];
	return wait === undefined ? 0 : Math.min(Number(wait), MAX_AGENT_WAIT_S);
}
