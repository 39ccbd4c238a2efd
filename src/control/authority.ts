// The control objects as the service calls them: one a tenant, each call safe to repeat.

import type { GrantFault } from "../contract/exception.ts";
import type { GrantFact } from "../contract/input.ts";
import type { BreakGlassInfo, Tiers } from "../contract/lifecycle.ts";
import type { Pointer } from "../contract/pointer.ts";
import type { Rollout } from "../contract/rollout.ts";
import type { Result } from "../platform/result.ts";
import type {
	ActivateOrder,
	AttestOrder,
	Baked,
	BreakGlassOrder,
	ChangeMade,
	Ordered,
	OrderFault,
	RegistryOrder,
	RevokeEvidenceOrder,
	RollbackOrder,
	RolloutOrder,
	SteerOrder,
	VersionOrder,
} from "./change.ts";
import type { ExceptionOrder, GrantOrder, GrantUse, ItemFault, ItemMade, KillOrder } from "./item-orders.ts";
import type { ControlReport } from "./reconcile.ts";
import type { ItemKind, ItemOf } from "./tenant/items.ts";
import type { Reconciled } from "./tenant/reconcile.ts";
import type { Target } from "./tenant/store.ts";
import type { Asked, Standing } from "./tenant/versions.ts";
import type { ControlState, EventsPage, TenantControl } from "./tenant-object.ts";

/** What a tenant's control object does. Every function throws when the object cannot be reached. */
export type TenantAuthority = {
	/** Which version each channel leads to; asked of the object's storage each time. */
	readonly pointer: () => Promise<Pointer>;
	/** The pointer as soon as its epoch is above `after`, or after `timeout` ms; then its epoch may still be the same. */
	readonly changed: (after: number, timeout: number) => Promise<Pointer>;
	/** Lets the version that this deployment carries enter the tenant's history, once; gives the pointer. `at`: clock, ms. */
	readonly enter: (baked: Baked, at: number) => Promise<Pointer>;
	readonly append: (order: RegistryOrder) => Promise<Result<ChangeMade, OrderFault>>;
	readonly activate: (order: ActivateOrder) => Promise<Result<ChangeMade, OrderFault>>;
	readonly rollback: (order: RollbackOrder) => Promise<Result<ChangeMade, OrderFault>>;
	readonly startRollout: (order: RolloutOrder) => Promise<Result<ChangeMade, OrderFault>>;
	readonly steerRollout: (order: SteerOrder) => Promise<Result<ChangeMade, OrderFault>>;
	/** The newest rollout of a policy, whatever became of it. */
	readonly rollout: (policy: string) => Promise<Rollout | undefined>;
	/** From then on the signing key of that fingerprint does not count. */
	readonly revokeSigner: (fingerprint: string, order: Ordered) => Promise<Result<ChangeMade, OrderFault>>;
	/** A step of a version's life that moves no channel. */
	readonly command: (order: VersionOrder) => Promise<Result<ChangeMade, OrderFault>>;
	/** Keeps evidence whose signature was checked. */
	readonly attest: (order: AttestOrder) => Promise<Result<ChangeMade, OrderFault>>;
	readonly revokeEvidence: (order: RevokeEvidenceOrder) => Promise<Result<ChangeMade, OrderFault>>;
	readonly breakGlass: (order: BreakGlassOrder) => Promise<Result<ChangeMade, OrderFault>>;
	/** Where a version stands, and what each next step lacks. */
	readonly standing: (asked: Asked) => Promise<Standing>;
	/** All that were ever asked for. */
	readonly glasses: () => Promise<BreakGlassInfo[]>;
	readonly tiers: () => Promise<Tiers>;
	readonly exception: (order: ExceptionOrder) => Promise<Result<ItemMade<"exception">, ItemFault>>;
	readonly kill: (order: KillOrder) => Promise<Result<ItemMade<"kill">, ItemFault>>;
	readonly grant: (order: GrantOrder) => Promise<Result<ItemMade<"grant">, ItemFault>>;
	/** Uses a grant up for one decision; the same decision may ask again. */
	readonly useGrant: (use: GrantUse) => Promise<Result<GrantFact, GrantFault>>;
	readonly item: <K extends ItemKind>(kind: K, id: string) => Promise<ItemOf[K] | undefined>;
	/** Exceptions or kill switches, those that changed last first; `from`: none whose newest event is after that epoch. */
	readonly items: <K extends ItemKind>(
		kind: K,
		from: number,
		limit: number,
	) => Promise<(ItemOf[K] & { readonly epoch: number })[]>;
	/** The version that a rollback would lead to; when the key's order was carried out, the one that it led to. */
	readonly previous: (policy: string, channel: string, to?: string, key?: string) => Promise<Target | undefined>;
	/** Events from a number on, oldest first. */
	readonly events: (from: number, limit: number) => Promise<EventsPage>;
	readonly state: () => Promise<ControlState>;
	/** Compares D1 with the object and writes what it lacks. */
	readonly reconcile: () => Promise<Reconciled>;
	/** Of the operator's object: what was found when all tenants were last compared. */
	readonly report: (found: ControlReport) => Promise<void>;
	readonly reported: () => Promise<ControlReport | undefined>;
};
/** The authority over a tenant's changes. Cheap: it calls nobody. */
export type Authority = (tenant: string) => TenantAuthority;

const ATTEMPTS = 3;
const WAIT_MS = 100;

/** Over the binding of the objects. Stubs belong to the request that made them, so each call makes its own. */
export function openAuthority(namespace: DurableObjectNamespace<TenantControl>): Authority {
	return (tenant) => {
		// Types of calls that cross are checked here once: what crosses is plain data, so that it arrives as it left.
		const call = <T>(work: (object: DurableObjectStub<TenantControl>) => Promise<unknown>): Promise<T> =>
			persistent(() => work(namespace.getByName(tenant)) as Promise<T>);
		return {
			pointer: () => call((object) => object.pointer(tenant)),
			changed: (after, timeout) => call((object) => object.changed(tenant, after, timeout)),
			enter: (baked, at) => call((object) => object.enter(tenant, baked, at)),
			append: (order) => call((object) => object.append(tenant, order)),
			activate: (order) => call((object) => object.activate(tenant, order)),
			rollback: (order) => call((object) => object.rollback(tenant, order)),
			startRollout: (order) => call((object) => object.startRollout(tenant, order)),
			steerRollout: (order) => call((object) => object.steerRollout(tenant, order)),
			rollout: (policy) => call((object) => object.rollout(tenant, policy)),
			revokeSigner: (fingerprint, order) => call((object) => object.revokeSigner(tenant, fingerprint, order)),
			command: (order) => call((object) => object.command(tenant, order)),
			attest: (order) => call((object) => object.attest(tenant, order)),
			revokeEvidence: (order) => call((object) => object.revokeEvidence(tenant, order)),
			breakGlass: (order) => call((object) => object.breakGlass(tenant, order)),
			standing: (asked) => call((object) => object.standing(tenant, asked)),
			glasses: () => call((object) => object.glasses(tenant)),
			tiers: () => call((object) => object.tiers(tenant)),
			exception: (order) => call((object) => object.exception(tenant, order)),
			kill: (order) => call((object) => object.kill(tenant, order)),
			grant: (order) => call((object) => object.grant(tenant, order)),
			useGrant: (use) => call((object) => object.useGrant(tenant, use)),
			item: (kind, id) => call((object) => object.item(tenant, kind, id)),
			items: (kind, from, limit) => call((object) => object.items(tenant, kind, from, limit)),
			previous: (policy, channel, to, key) => call((object) => object.previous(tenant, policy, channel, to, key)),
			events: (from, limit) => call((object) => object.events(tenant, from, limit)),
			state: () => call((object) => object.state(tenant)),
			reconcile: () => call((object) => object.reconcile(tenant)),
			report: (found) => call((object) => object.report(tenant, found)),
			reported: () => call((object) => object.reported(tenant)),
		};
	};
}

/** Repeats what the platform says may be repeated: an object that was moved, restarted or reached over a broken connection. */
async function persistent<T>(work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work();
		} catch (error) {
			if (attempt === ATTEMPTS || !mayRepeat(error)) throw error;
			await new Promise((resolve) => setTimeout(resolve, WAIT_MS * attempt * Math.random()));
		}
	}
}

function mayRepeat(error: unknown): boolean {
	const told = error as { readonly retryable?: boolean; readonly overloaded?: boolean };
	return told.retryable === true && told.overloaded !== true;
}
