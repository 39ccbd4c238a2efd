// Kill switches that the operator holds over all tenants: read from the operator's control object, once a second and isolate, beside
// each tenant's own context.
import type { KillList, Pointer } from "../contract/pointer.ts";
import type { TenantContext } from "../contract/registry.ts";
import { CONTEXT_FRESH_MS, CONTEXT_GRACE_MS, CONTEXT_STALE_MS } from "../platform/limits.ts";
import { failureName, type Log } from "../platform/log.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { killFacts } from "../policy/documents.ts";
import type { ContextCache, LoadedContext } from "./context-cache.ts";

type Known = { readonly list: KillList | undefined; readonly at: number; readonly refreshing: boolean };

/** A cache of contexts over all of which the operator's switches hold. `read`: the operator's pointer; it throws when it is away. */
export function underGlobalKill(contexts: ContextCache, read: () => Promise<Pointer>, log: Log): ContextCache {
	let known: Known | undefined;
	const merged = new WeakMap<TenantContext, { readonly digest: string; readonly context: TenantContext }>();

	/** Values only are remembered, never a promise. Whoever began later knows more. */
	async function refresh(now: number): Promise<Known> {
		const { kill_global: list } = await read();
		const mine = { list, at: now, refreshing: false };
		if (known === undefined || known.at <= now) known = mine;
		return mine;
	}

	async function current(now: number, waitUntil: (work: Promise<unknown>) => void) {
		const age = known === undefined || known.at > now ? Number.POSITIVE_INFINITY : now - known.at;
		if (known !== undefined && age < CONTEXT_STALE_MS) {
			if (age >= CONTEXT_FRESH_MS && !known.refreshing) {
				known = { ...known, refreshing: true };
				waitUntil(refresh(now).catch((error) => log("warn", "kill.refresh-failed", { failure: failureName(error) })));
			}
			return ok({ list: known.list, degraded: false });
		}
		const before = known;
		try {
			return ok({ list: (await refresh(now)).list, degraded: false });
		} catch (error) {
			log("error", "kill.read-failed", { failure: failureName(error) });
			// What held goes on holding, and what did not may not be known: after the grace nobody is answered.
			return before !== undefined && age < CONTEXT_GRACE_MS
				? ok({ list: before.list, degraded: true })
				: err("unavailable" as const);
		}
	}

	/** One object for one context, since what is counted and computed hangs on it. */
	function over(context: TenantContext, list: KillList | undefined): TenantContext {
		if (list === undefined) return context;
		const found = merged.get(context);
		if (found?.digest === list.digest) return found.context;
		const kill = { digest: context.kill.digest, items: killFacts(list.items, context.kill.items), global: list.digest };
		const made = { ...context, kill };
		merged.set(context, { digest: list.digest, context: made });
		return made;
	}

	return {
		load: async (tenant, now, waitUntil): Promise<Result<LoadedContext, "unknown" | "unavailable">> => {
			const [loaded, global] = await Promise.all([contexts.load(tenant, now, waitUntil), current(now, waitUntil)]);
			if (!loaded.ok) return loaded;
			if (!global.ok) return global;
			const { context, degraded } = loaded.value;
			return ok({ context: over(context, global.value.list), degraded: degraded || global.value.degraded });
		},
	};
}
