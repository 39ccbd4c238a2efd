// What an isolate remembers of tenants: fresh, used while it is refreshed, awaited, or used degraded when a source is away.
import type { Pointer } from "../contract/pointer.ts";
import type { TenantContext } from "../contract/registry.ts";
import { CONTEXT_FRESH_MS, CONTEXT_GRACE_MS, CONTEXT_STALE_MS, MAX_CACHED_CONTEXTS } from "../platform/limits.ts";
import { failureName, type Log } from "../platform/log.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { boundedMap } from "./bounded-map.ts";
import type { StoredContext } from "./context.ts";

/** Both throw when they cannot read. They are asked at the same time. */
export type ContextSources = {
	/** `readContext` with its database. */
	readonly stored: (tenant: string, now: number, previous?: StoredContext) => Promise<StoredContext | undefined>;
	/** The pointer of the tenant's control object. */
	readonly pointer: (tenant: string, now: number) => Promise<Pointer>;
	/** Awaited before a context whose pointer was just read is used. */
	readonly prepare?: (context: TenantContext, previous: TenantContext | undefined) => Promise<unknown>;
	/** The database is seen to lack changes that the pointer knows: told once for each such state. */
	readonly behind?: (tenant: string) => Promise<unknown>;
};
export type LoadedContext = { readonly context: TenantContext; readonly degraded: boolean };
export type ContextCache = {
	/** The tenant's context; `now` is the clock of the request, ms. */
	readonly load: (
		tenant: string,
		now: number,
		waitUntil: (work: Promise<unknown>) => void,
	) => Promise<Result<LoadedContext, "unknown" | "unavailable">>;
};

/** What one source said; `at` is the clock before the read began. */
type Half<T> = { readonly value: T; readonly at: number };
type Known = {
	readonly stored: Half<StoredContext>;
	readonly pointer: Half<Pointer>;
	readonly context: TenantContext;
	/** That a request is at it: a mark, never its promise. */
	readonly refreshing: boolean;
};
type Refreshed = { readonly known?: Known; readonly unknown?: true; readonly failures: readonly unknown[] };

/** Makes a cache. Values only are remembered, never a promise: I/O belongs to the request that began it. */
export function createContextCache(sources: ContextSources, log: Log, max: number = MAX_CACHED_CONTEXTS): ContextCache {
	const known = boundedMap<Known>(max);

	async function refresh(tenant: string, now: number, entry: Known | undefined): Promise<Refreshed> {
		const [stored, pointer] = await readBoth(sources, tenant, now, entry);
		const failures = [stored, pointer].flatMap((half) => (half.status === "rejected" ? [half.reason as unknown] : []));
		if (stored.status === "fulfilled" && stored.value === undefined) {
			known.delete(tenant);
			return { unknown: true, failures };
		}
		const halves = {
			stored: stored.status === "fulfilled" && stored.value ? { value: stored.value, at: now } : entry?.stored,
			pointer: pointer.status === "fulfilled" ? { value: pointer.value, at: now } : entry?.pointer,
		};
		if (halves.stored === undefined || halves.pointer === undefined) return { failures };
		// A failed refresh leaves its mark: what is stale ages on until it is awaited, and then the failure counts.
		const mine = combine(halves.stored, halves.pointer, entry, failures.length > 0 && entry?.refreshing === true);
		if (pointer.status === "fulfilled") await sources.prepare?.(mine.context, entry?.context);
		known.set(tenant, later(mine, known.get(tenant)));
		return { known: mine, failures };
	}

	async function refreshBehind(tenant: string, now: number, entry: Known): Promise<void> {
		const marked = { ...entry, refreshing: true };
		known.set(tenant, marked);
		const { failures } = await refresh(tenant, now, marked);
		for (const failure of failures) log("warn", "control.refresh-failed", { failure: failureName(failure) });
	}

	async function awaited(tenant: string, now: number, entry: Known | undefined) {
		const refreshed = await refresh(tenant, now, entry);
		for (const failure of refreshed.failures) log("error", "control.context-failed", { failure: failureName(failure) });
		if (refreshed.unknown) return err("unknown");
		const mine = refreshed.known;
		if (mine === undefined || now - readAt(mine) >= CONTEXT_GRACE_MS) return err("unavailable");
		return ok({ context: mine.context, degraded: refreshed.failures.length > 0 || apart(mine) });
	}

	return {
		load: async (tenant, now, waitUntil) => {
			const entry = aged(known.get(tenant), now);
			if (entry !== undefined) {
				known.set(tenant, entry);
				const age = now - readAt(entry);
				if (age < CONTEXT_FRESH_MS) return ok({ context: entry.context, degraded: apart(entry) });
				if (age < CONTEXT_STALE_MS) {
					if (!entry.refreshing) waitUntil(refreshBehind(tenant, now, entry));
					return ok({ context: entry.context, degraded: apart(entry) });
				}
			}
			const result = await awaited(tenant, now, entry);
			const seen = known.get(tenant);
			if (seen !== undefined && isBehind(seen) && !(entry !== undefined && sameState(seen, entry)) && sources.behind) {
				log("warn", "control.projection-behind", { tenant, epoch: seen.pointer.value.epoch, found: seen.stored.value.epoch });
				// The scheduled run repeats it; here a failure is told, no more.
				waitUntil(
					sources.behind(tenant).catch((error) => log("warn", "control.reconcile-failed", { failure: failureName(error) })),
				);
			}
			return result;
		},
	};
}

/** Reads both at once, and the one that is older again: between the two reads a change may have been made. */
async function readBoth(sources: ContextSources, tenant: string, now: number, entry: Known | undefined) {
	const read = () => sources.stored(tenant, now, entry?.stored.value);
	const point = () => sources.pointer(tenant, now);
	const [stored, pointer] = await Promise.allSettled([read(), point()]);
	if (stored.status === "rejected" || pointer.status === "rejected" || stored.value === undefined)
		return [stored, pointer] as const;
	if (stored.value.epoch < pointer.value.epoch) return [(await Promise.allSettled([read()]))[0], pointer] as const;
	if (stored.value.epoch > pointer.value.epoch) return [stored, (await Promise.allSettled([point()]))[0]] as const;
	return [stored, pointer] as const;
}

/** One context of two halves; the one before when both are as they were, for what is counted and computed hangs on it. */
function combine(stored: Half<StoredContext>, pointer: Half<Pointer>, before: Known | undefined, refreshing: boolean): Known {
	const same = before?.stored.value === stored.value && before.pointer.value.epoch === pointer.value.epoch;
	const { epoch, exceptions = stored.value.exceptions, kill = stored.value.kill } = pointer.value;
	const context = same ? before.context : { ...stored.value, epoch, exceptions, kill, pointer: pointer.value };
	return { stored, pointer, context, refreshing };
}

/** Clock of the older half. */
function readAt({ stored, pointer }: Known): number {
	return Math.min(stored.at, pointer.at);
}

/** The halves are of different epochs: what decides is not what the record would say. */
function apart({ stored, pointer }: Known): boolean {
	return stored.value.epoch !== pointer.value.epoch;
}

function isBehind({ stored, pointer }: Known): boolean {
	return stored.value.epoch < pointer.value.epoch;
}

function sameState(a: Known, b: Known): boolean {
	return a.stored.value.epoch === b.stored.value.epoch && a.pointer.value.epoch === b.pointer.value.epoch;
}

/**
 * An entry from a future that the clock has left again has no known age: it counts as just too old to be used unread,
 * and its grace runs from now, once.
 */
function aged(entry: Known | undefined, now: number): Known | undefined {
	if (entry === undefined || (entry.stored.at <= now && entry.pointer.at <= now)) return entry;
	const old = <T>(half: Half<T>): Half<T> => (half.at <= now ? half : { ...half, at: now - CONTEXT_STALE_MS });
	return { ...entry, stored: old(entry.stored), pointer: old(entry.pointer), refreshing: false };
}

/** Reads overlap: of each half, the one that began later knows more; of two that began at once, the one of the later epoch. */
function later(read: Known, current: Known | undefined): Known {
	if (current === undefined) return read;
	const stored = isLater(read.stored, current.stored) ? read.stored : current.stored;
	const pointer = isLater(read.pointer, current.pointer) ? read.pointer : current.pointer;
	if (stored === read.stored && pointer === read.pointer) return read;
	return combine(stored, pointer, current, read.refreshing && current.refreshing);
}

function isLater<T extends { readonly epoch: number }>(read: Half<T>, current: Half<T>): boolean {
	return read.at > current.at || (read.at === current.at && read.value.epoch >= current.value.epoch);
}
