// Routes about the service itself: who am I, is it well, its API, its public keys, its counters.
import openapi from "../docs/openapi.json" with { type: "json" };
import { apiPage } from "./api-page.ts";
import type { ChangesStatus, DECIDE_ROUTES } from "./contract/api-decide.ts";
import type { Metrics } from "./decide/metrics.ts";
import type { Env } from "./env.ts";
import type { Handlers } from "./platform/api.ts";
import type { ReceiptKey } from "./platform/receipt.ts";
import type { FaultyVersion, WarmVersions } from "./policy/versions.ts";

export type ServiceDeps = {
	readonly env: Pick<Env, "CONTROL" | "LEDGER">;
	readonly metrics: Metrics;
	readonly receiptKey: ReceiptKey;
	/** Whether the policy answers. */
	readonly policyReady: () => boolean;
	readonly versions: Pick<WarmVersions, "status">;
	/** Whether the tenants' changes reach the database that shows them; `undefined`: the objects that hold them are away. */
	/** Rollouts that run, and those that nobody tells of; `undefined`: it is not known. */
	readonly rolloutsStatus: () => Promise<{ readonly running: number; readonly stalled: number } | undefined>;
	readonly changesStatus: () => Promise<ChangesStatus | "none" | undefined>;
};

/** Public documents may be kept for a while; keys are rotated with an overlap far longer. */
const PUBLIC_CACHE = "public, max-age=300";

export function serviceHandlers(deps: ServiceDeps): Omit<Handlers<typeof DECIDE_ROUTES>, "decide" | "decideBatch"> {
	let page: string | undefined;
	return {
		whoami: async ({ caller }) =>
			Response.json({
				tenant: caller.tenant,
				principal: caller.principal,
				role: caller.role,
				apps: [...caller.apps],
				key_id: caller.keyId,
			}),
		healthz: async () => Response.json({ status: "ok" }),
		readyz: async () => {
			const [control, ledger, changes, rollouts] = await Promise.all([
				answers(deps.env.CONTROL),
				answers(deps.env.LEDGER),
				deps.changesStatus(),
				deps.rolloutsStatus(),
			]);
			const checks = { policy: deps.policyReady(), control, ledger, keys: true, authority: changes !== undefined };
			const ready = Object.values(checks).every(Boolean);
			const versions = deps.versions.status();
			const told = typeof changes === "object" ? { changes } : {};
			const watched = rollouts === undefined ? {} : { rollouts };
			return Response.json(
				{ ready, checks, versions: { ...versions, faults: tally(versions.faults) }, ...told, ...watched },
				{ status: ready ? 200 : 503 },
			);
		},
		openapi: async () => Response.json(openapi, { headers: { "cache-control": PUBLIC_CACHE } }),
		docs: async () => {
			page ??= apiPage(openapi);
			return new Response(page, {
				headers: {
					"content-type": "text/html; charset=utf-8",
					"cache-control": PUBLIC_CACHE,
					"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
				},
			});
		},
		jwks: async () =>
			Response.json(
				{ keys: [{ ...deps.receiptKey.publicJwk, purpose: "receipt" }] },
				{ headers: { "content-type": "application/jwk-set+json", "cache-control": PUBLIC_CACHE } },
			),
		metrics: async () => new Response(deps.metrics.text(), { headers: { "content-type": "text/plain; version=0.0.4" } }),
	};
}

/** Anyone may ask: how many and why, and not whose. */
function tally(faults: readonly FaultyVersion[]): Partial<Record<FaultyVersion["reason"], number>> {
	const counts: Partial<Record<FaultyVersion["reason"], number>> = {};
	for (const { reason } of faults) counts[reason] = (counts[reason] ?? 0) + 1;
	return counts;
}

/** Whether a database answers, as its schema is. */
export async function answers(db: D1Database): Promise<boolean> {
	try {
		await db.prepare("SELECT 1 FROM d1_migrations LIMIT 1").first();
		return true;
	} catch {
		return false;
	}
}
