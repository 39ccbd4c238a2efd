// What an isolate remembers of tenants: fresh, used while it is refreshed, awaited, or used degraded when D1 is away.
import type { TenantContext } from "../contract/registry.ts";
import { CONTEXT_FRESH_MS, CONTEXT_GRACE_MS, CONTEXT_STALE_MS, MAX_CACHED_CONTEXTS } from "../platform/limits.ts";
import { failureName, type Log } from "../platform/log.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { boundedMap } from "./bounded-map.ts";

/** `readContext` with its database; throws when it cannot read. */
export type ReadContext = (tenant: string, now: number, previous?: TenantContext) => Promise<TenantContext | undefined>;
export type LoadedContext = { readonly context: TenantContext; readonly degraded: boolean };
export type ContextCache = {
	/** The tenant's context; `now` is the clock of the request, ms. */
	readonly load: (
		tenant: string,
		now: number,
		waitUntil: (work: Promise<unknown>) => void,
	) => Promise<Result<LoadedContext, "unknown" | "unavailable">>;
};

/** `readAt` is the clock before the read began; `refreshing` that a request is at it: a mark, never its promise. */
type Known = { readonly context: TenantContext; readonly readAt: number; readonly refreshing: boolean };

/** Makes a cache. Values only are remembered, never a promise: I/O belongs to the request that began it. */
export function createContextCache(read: ReadContext, log: Log, max: number = MAX_CACHED_CONTEXTS): ContextCache {
	const known = boundedMap<Known>(max);

	async function refresh(tenant: string, now: number): Promise<TenantContext | undefined> {
		const context = await read(tenant, now, known.get(tenant)?.context);
		const current = known.get(tenant);
		if (context === undefined) known.delete(tenant);
		else if (current === undefined || isLater({ context, readAt: now }, current)) {
			known.set(tenant, { context, readAt: now, refreshing: false });
		}
		return context;
	}

	function refreshBehind(tenant: string, now: number, entry: Known): Promise<unknown> {
		known.set(tenant, { ...entry, refreshing: true });
		// A refresh that fails leaves the entry to age: soon it is awaited, and then the failure counts.
		return refresh(tenant, now).catch((error) => log("warn", "control.refresh-failed", { failure: failureName(error) }));
	}

	return {
		load: async (tenant, now, waitUntil) => {
			const entry = aged(known.get(tenant), now);
			if (entry !== undefined) {
				known.set(tenant, entry);
				const age = now - entry.readAt;
				if (age < CONTEXT_FRESH_MS) return ok({ context: entry.context, degraded: false });
				if (age < CONTEXT_STALE_MS) {
					if (!entry.refreshing) waitUntil(refreshBehind(tenant, now, entry));
					return ok({ context: entry.context, degraded: false });
				}
			}
			try {
				const context = await refresh(tenant, now);
				return context === undefined ? err("unknown") : ok({ context, degraded: false });
			} catch (error) {
				log("error", "control.context-failed", { failure: failureName(error) });
				const graced = entry !== undefined && now - entry.readAt < CONTEXT_GRACE_MS;
				return graced ? ok({ context: entry.context, degraded: true }) : err("unavailable");
			}
		},
	};
}

/**
 * An entry from a future that the clock has left again has no known age: it counts as just too old to be used unread,
 * and its grace runs from now, once.
 */
function aged(entry: Known | undefined, now: number): Known | undefined {
	return entry === undefined || entry.readAt <= now ? entry : { ...entry, readAt: now - CONTEXT_STALE_MS, refreshing: false };
}

/** Reads overlap: the one that began later knows more; of two that began at once, the one with the later epoch. */
function isLater(read: Omit<Known, "refreshing">, current: Known): boolean {
	return read.readAt > current.readAt || (read.readAt === current.readAt && read.context.epoch >= current.context.epoch);
}
