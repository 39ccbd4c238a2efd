// The bundle service: an agent gets the agent rendition of the version that a channel leads to.
import type { ApiRequest } from "../../platform/api.ts";
import type { AgentDeps } from "./deps.ts";
import { answerPoll } from "./poll.ts";

/** The channel that agents follow unless they name another. */
export const AGENT_CHANNEL = "stable";

export function serveBundle(deps: AgentDeps, request: ApiRequest): Promise<Response> {
	const { policy = "", channel = AGENT_CHANNEL } = request.params;
	const { tenant } = request.caller;
	return answerPoll(deps, request, async (pointer) => {
		const digest = own(own(pointer.policies, policy)?.channels, channel)?.digest;
		if (digest === undefined) return undefined;
		const fault = (await deps.isTrusted(pointer, digest)) ? undefined : ("untrusted" as const);
		return { tag: digest, fault, read: () => deps.bundle(tenant, digest) };
	});
}

/** A member that is the object's own: a path must not find what every object inherits. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
	return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
