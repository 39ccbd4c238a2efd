// Rate limits: exact within an isolate by key and tenant, approximate across isolates by the platform's counters.
import type { Problem } from "../contract/problem.ts";
import type { Caller } from "./credential.ts";
import { DEFAULT_RATE_PER_MINUTE, MAX_RATE_BUCKETS, TENANT_RATE_PER_MINUTE } from "./limits.ts";
import { problem } from "./problem.ts";

type Bucket = { tokens: number; at: number };
/** The part of the platform's binding that is used. */
export type RateBinding = { readonly limit: (options: { key: string }) => Promise<{ success: boolean }> };

/**
 * Token buckets in this isolate, one a key (its own rate, or the default) and one a tenant, each with a burst of a minute's
 * worth; then, where the platform has them, its shields across isolates. A failing shield lets through: it is no authority,
 * and the buckets still hold.
 */
export function createRateLimiter(shields: { readonly key: RateBinding | undefined; readonly tenant: RateBinding | undefined }) {
	const keys = new Map<string, Bucket>();
	const tenants = new Map<string, Bucket>();
	return async (caller: Caller, now: number, cost = 1): Promise<Problem | undefined> => {
		// The key first: one that has had its share must not use up its tenant's.
		const wait =
			take(keys, caller.keyId, caller.ratePerMinute ?? DEFAULT_RATE_PER_MINUTE, now, cost) ||
			take(tenants, caller.tenant, TENANT_RATE_PER_MINUTE, now, cost);
		if (wait > 0) return problem("rate-limited", { retry_after: wait });
		const [key, tenant] = await Promise.all([passes(shields.key, caller.keyId), passes(shields.tenant, caller.tenant)]);
		return key && tenant ? undefined : problem("rate-limited", { retry_after: SHIELD_RETRY_S });
	};
}

/** Half of the shields' period. */
const SHIELD_RETRY_S = 30;

/** Whole seconds to wait; 0 when the tokens were taken. */
function take(buckets: Map<string, Bucket>, key: string, perMinute: number, now: number, cost: number): number {
	const bucket = buckets.get(key) ?? { tokens: perMinute, at: now };
	bucket.tokens = Math.min(perMinute, bucket.tokens + (Math.max(0, now - bucket.at) * perMinute) / 60_000);
	bucket.at = now;
	buckets.delete(key);
	buckets.set(key, bucket);
	const [oldest] = buckets.keys();
	if (buckets.size > MAX_RATE_BUCKETS && oldest !== undefined) buckets.delete(oldest);
	if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 60) / perMinute);
	// A batch larger than what is left is served and paid off: otherwise one larger than the rate could never be.
	bucket.tokens -= cost;
	return 0;
}

async function passes(shield: RateBinding | undefined, key: string): Promise<boolean> {
	if (shield === undefined) return true;
	try {
		return (await shield.limit({ key })).success;
	} catch {
		return true;
	}
}
