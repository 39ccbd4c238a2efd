// The version that last served a channel in this isolate, which goes on for a while when the one after it cannot serve.
import type { ChannelTarget } from "../../contract/pointer.ts";
import { CONTEXT_GRACE_MS, MAX_LAST_GOOD } from "../../platform/limits.ts";
import type { Result } from "../../platform/result.ts";

export type FormerVersions = {
	/** A version served the channel. */
	readonly served: (channel: string, digest: string) => void;
	/**
	 * What `find` makes of the target; when it cannot serve, of the version that served the channel before, for
	 * `CONTEXT_GRACE_MS` from the change that brought the new one; then the target's fault. `channel` names one of one policy of
	 * one tenant.
	 */
	readonly findOrFormer: <V, F>(
		channel: string,
		target: Pick<ChannelTarget, "digest" | "since">,
		now: number,
		find: (digest: string) => Promise<Result<V, F>>,
	) => Promise<Result<{ readonly value: V; readonly degraded: boolean }, F>>;
};

export function createFormerVersions(): FormerVersions {
	const lastGood = new Map<string, string>();

	function served(channel: string, digest: string): void {
		if (lastGood.get(channel) === digest) return;
		lastGood.delete(channel);
		lastGood.set(channel, digest);
		for (const oldest of lastGood.keys()) {
			if (lastGood.size <= MAX_LAST_GOOD) break;
			lastGood.delete(oldest);
		}
	}

	return {
		served,
		findOrFormer: async (channel, { digest, since }, now, find) => {
			const found = await find(digest);
			if (found.ok) {
				served(channel, digest);
				return { ok: true, value: { value: found.value, degraded: false } };
			}
			const former = lastGood.get(channel);
			if (former === undefined || former === digest || now - since >= CONTEXT_GRACE_MS) return found;
			const again = await find(former);
			return again.ok ? { ok: true, value: { value: again.value, degraded: true } } : found;
		},
	};
}
