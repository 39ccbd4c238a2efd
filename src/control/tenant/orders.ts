// Carries out what is ordered of a tenant: what is so already stays, what may not be is refused, the rest becomes an event.
import type { AppBody } from "../../contract/registry.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { MAX_POINTER_TARGETS, MAX_REGISTERED, MAX_REVOKED_SIGNERS } from "../../platform/limits.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { overlap } from "../../policy/roots.ts";
import type { ActivateOrder, Baked, Ordered, OrderFault, RegistryOrder, RollbackOrder } from "../change.ts";
import { step } from "../lifecycle.ts";
import { DEPLOY } from "../names.ts";
import { append, type Outcome, type Place } from "./append.ts";
import { type Store, sha256Text, type Target } from "./store.ts";
import { factsAt, standsOn } from "./version-orders.ts";

export type Step<F = never> = (place: Place) => Result<Outcome, OrderFault | F>;

/** What makes two orders the same: not when they came, nor what the service itself found out meanwhile. */
const CIRCUMSTANCES: ReadonlySet<string> = new Set([
	...[
		"at",
		"key",
		"host",
		"revision",
		"roots",
		"found",
		"authors",
		"carried",
		"decisions",
		"role",
		"salt",
		"subjects",
		"version",
	],
]);

/** Does an order once: a repeat of its key is answered with what came of it, and other content under its key is refused. */
export function once<F = never>(place: Place, kind: string, order: Ordered, step: Step<F>): Result<Outcome, OrderFault | F> {
	const { key } = order;
	const content = Object.entries(order).filter(([name]) => !CIRCUMSTANCES.has(name));
	const fingerprint = sha256Text(canonicalJson({ kind, content: Object.fromEntries(content) }));
	const before = place.store.order(key);
	if (before !== undefined) {
		return before.fingerprint === fingerprint ? ok({ epoch: before.epoch, made: before.made === 1 }) : err("key-reused");
	}
	const outcome = step(place);
	if (outcome.ok) place.store.remember(key, fingerprint, outcome.value.epoch, outcome.value.made);
	return outcome;
}

/** Puts or retires a thing of the registry. */
export function register(order: RegistryOrder): Step {
	const [kind = "", verb] = order.type.split(".");
	return (place) => {
		const { store } = place;
		const known = store.registered(kind, order.subject);
		if (verb === "retire") {
			if (known === undefined || known.retired) return err("unknown");
			return ok(append(place, order, { ...order, body: known.body }));
		}
		const body = canonicalJson(order.document);
		if (known !== undefined && !known.retired && known.body === body) return ok({ epoch: known.epoch, made: false });
		const bounded = kind === "app" || kind === "tool";
		if (bounded && (known === undefined || known.retired) && store.living(kind) >= MAX_REGISTERED) return err("full");
		const made = append(place, order, { ...order, body, digest: sha256Text(body) });
		if (order.type === "app.put") carry(place, [(order.document as AppBody).channel], order.at);
		return ok(made);
	};
}

/** Lets a channel lead to a version. */
export function activate(order: ActivateOrder): Step {
	return (place) => {
		const { store } = place;
		const [current] = store.targets(order.policy, order.channel);
		if (movedAfter(current, order.expectedEpoch)) return err("moved");
		if (current !== undefined && current.digest === order.digest && !current.deployed) {
			return ok({ epoch: current.epoch, made: false });
		}
		const facts = factsAt(place, order, order);
		const may = step(facts, "promote");
		if (!may.ok) return err(may.error);
		if (overlaps(store, order.policy, order.roots)) return err("overlap");
		if (current === undefined && store.current().length >= MAX_POINTER_TARGETS) return err("full");
		const evidence = [...(order.evidence ?? []), ...standsOn(place, facts, order)];
		return ok(point(place, { ...order, evidence }, "activation", order, order.host));
	};
}

/** Lets a channel lead back to a version that it led to before. */
export function rollBack(order: RollbackOrder): Step {
	return (place) => {
		const chain = place.store.targets(order.policy, order.channel);
		if (movedAfter(chain[0], order.expectedEpoch)) return err("moved");
		const back = previous(chain, order.to);
		if (back === undefined) return err("unknown");
		if (order.found !== undefined && order.found !== back.digest) return err("moved");
		if (back === chain[0]) return ok({ epoch: back.epoch, made: false });
		const facts = factsAt(place, order, { ...order, digest: back.digest });
		const may = step(facts, "rollback");
		// What was taken back itself comes again as any other version does.
		const anew = may.ok || facts.state !== "rolled_back" ? may : step(facts, "promote");
		if (!anew.ok) return err(anew.error);
		if (overlaps(place.store, order.policy, back.roots)) return err("overlap");
		return ok(point(place, order, "rollback", back, order.host));
	};
}

/** Whether another policy of the tenant owns one of the roots now. */
function overlaps(store: Store, policy: string, roots: readonly string[]): boolean {
	const others = store.current().filter((target) => target.policy !== policy);
	return others.some((target) => target.roots.some((other) => roots.some((root) => overlap(root, other))));
}

/**
 * The version to go back to, of what a channel has led to, newest first: the named one, or the one that was in force before the
 * current was first put there. So a second rollback goes one further back, never forward to what was just taken back.
 */
export function previous(chain: readonly Target[], to?: string): Target | undefined {
	if (to !== undefined) return chain.find(({ digest }) => digest === to);
	const current = chain[0]?.digest;
	const origin = chain.findIndex(({ digest, back }) => digest === current && !back);
	return origin < 0 ? undefined : chain.slice(origin).find(({ digest }) => digest !== current);
}

/** From now on the signing key does not count. */
export function revoke(fingerprint: string, order: Ordered): Step {
	return (place) => {
		const known = place.store.revoked();
		const before = known.find((each) => each.fingerprint === fingerprint);
		if (before !== undefined) return ok({ epoch: before.epoch, made: false });
		if (known.length >= MAX_REVOKED_SIGNERS) return err("full");
		return ok(append(place, order, { type: "signer.revoke", subject: fingerprint, body: null }));
	};
}

/**
 * The version that a deployment carries enters the tenant's history: `stable` and every channel that an app follows lead to it,
 * but for those that a person has pointed.
 */
export function enter(place: Place, baked: Baked, at: number): boolean {
	place.store.note("baked", canonicalJson(baked));
	const moved = carry(place, ["stable", ...place.store.followed()], at);
	const { digest, revision, host } = baked;
	if (place.store.versions.deployed(`${host} ${digest}`)) return moved;
	// No channel follows deployments, and yet what evaluates all of them is another now.
	const body = canonicalJson({ host, digest, revision });
	const order = { by: DEPLOY, at, reason: "deployed", key: crypto.randomUUID() };
	append(place, order, { type: "deploy", subject: host, body, digest: sha256Text(body) });
	return true;
}

/** Lets those channels that no person has pointed lead to the version that the newest deployment carries. */
function carry(place: Place, channels: readonly string[], at: number): boolean {
	const known = place.store.fact("baked");
	if (known === undefined) return false;
	const baked = JSON.parse(known) as Baked;
	let moved = false;
	for (const channel of new Set(channels)) {
		const [current] = place.store.targets(baked.policy, channel);
		if (current !== undefined && !current.deployed) continue;
		if (current?.digest === baked.digest && current.host === baked.host) continue;
		// An app whose channel leads nowhere follows `stable`.
		if (current === undefined && place.store.current().length >= MAX_POINTER_TARGETS) continue;
		const order = { by: DEPLOY, at, reason: "baked-in version", key: crypto.randomUUID() };
		point(place, order, "activation", { ...baked, channel }, baked.host);
		moved = true;
	}
	return moved;
}

function movedAfter(current: Target | undefined, expected: number | undefined): boolean {
	return expected !== undefined && current !== undefined && current.epoch > expected;
}

type Version = Pick<Target, "policy" | "channel" | "digest" | "revision" | "roots">;

function point(place: Place, order: Ordered, type: "activation" | "rollback", version: Version, host: string): Outcome {
	const { policy, channel, revision, roots, digest } = version;
	const body = canonicalJson({ policy, channel, revision, host, roots });
	return append(place, order, { type, subject: digest, body, digest: sha256Text(body) });
}
