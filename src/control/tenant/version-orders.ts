// Carries out the steps of a version's life: what the table of the lifecycle refuses changes nothing, the rest becomes an event.
import type { Evidence } from "../../contract/event.ts";
import type { ApprovalInfo, ApprovalStatement, BreakGlassInfo, EvidenceInfo } from "../../contract/lifecycle.ts";
import type { ChangeType } from "../../contract/registry.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { MAX_NOTES } from "../../platform/limits.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import type { AttestOrder, BreakGlassOrder, Ordered, OrderFault, RevokeEvidenceOrder, VersionOrder } from "../change.ts";
import { countingApprovals, countingEvidence, type Illegal, step, type VersionFacts } from "../lifecycle.ts";
import { tierOf } from "../tiers.ts";
import { append, clamped, type Outcome, type Place } from "./append.ts";
import { sha256Text } from "./sha256-text.ts";
import { type Asked, factsOf, openGlass, type StateRow, type VersionBody } from "./versions.ts";

type Step = (place: Place) => Result<Outcome, OrderFault>;

/** Facts as of an order, by the time that its event will have. */
export function factsAt(place: Place, order: Ordered, asked: Omit<Asked, "now">): VersionFacts {
	return factsOf(place.store.versions, { ...asked, now: timeOf(place, order) });
}

function timeOf({ store, now }: Place, order: Ordered): number {
	return clamped(order.at, now, store.newest()?.at);
}

/** What a step stands on, as its event names it: evidence and approvals that count, and what was opened where they do not do. */
export function standsOn(place: Place, facts: VersionFacts, version: Pick<Asked, "policy" | "digest">): Evidence[] {
	const evidence = [...countingEvidence(facts).values()].map(({ kind, id }) => ({ kind, digest: id }));
	const approvals = countingApprovals(facts).map(({ id }) => ({ kind: "approval", digest: id }));
	const without = facts.glass && !step({ ...facts, glass: false }, "promote").ok;
	const glass = without ? openGlass(place.store.versions, version.policy, version.digest, facts.now) : undefined;
	return [...evidence, ...approvals, ...(glass === undefined ? [] : [{ kind: "break-glass", digest: glass.id }])];
}

/** A command that moves no channel. */
export function command(order: VersionOrder): Step {
	return (place) => {
		const { policy, digest } = order;
		const before = place.store.versions.state(policy, digest);
		const facts = factsAt(place, order, order);
		switch (order.command) {
			case "approve":
				return approve(place, order, facts);
			case "withdraw":
				return withdraw(place, order, facts);
		}
		if (before !== undefined && isSo(order.command, facts, before)) return ok({ epoch: before.epoch, made: false });
		const taken = step(facts, order.command);
		if (!taken.ok) return err(taken.error);
		const to = taken.value;
		const stays = to === before?.state && order.command !== "resume" ? (before.paused ?? undefined) : undefined;
		const paused = order.command === "pause" ? order.by : stays;
		const evidence = standsOn(place, facts, order);
		return ok(write(place, { ...order, evidence }, { to, authors: facts.authors, ...(paused === undefined ? {} : { paused }) }));
	};
}

/** Whether a command would change nothing: the same again is no fault. */
function isSo(name: VersionOrder["command"], { state, paused }: VersionFacts, before: StateRow): boolean {
	const reached = { test: "tested", reject: "rejected", shadow: "shadow", canary: "canary", retire: "retired" } as const;
	if (name === "pause") return paused;
	if (name === "resume") return !paused && (state === "shadow" || state === "canary");
	return name in reached && reached[name as keyof typeof reached] === before.state;
}

function approve(place: Place, order: VersionOrder, facts: VersionFacts): Result<Outcome, OrderFault> {
	const { policy, digest, signed, by, role } = order;
	const first = step(facts, "approve");
	if (!first.ok) return err(first.error);
	const given = countingApprovals(facts).find(({ principal }) => principal === by);
	if (given !== undefined && facts.state === first.value) return ok({ epoch: given.epoch, made: false });
	const at = facts.now;
	const statement: ApprovalStatement = signed?.statement ?? {
		...{ v: 1, tenant: place.tenant, policy, digest, rules: order.rules ?? facts.rulesDigest, principal: by, at },
	};
	const id = sha256Text(canonicalJson(statement));
	const { roles, from, valid_seconds, signed: mustSign } = facts.rules.approvals;
	const given0 = place.store.versions.note<ApprovalInfo>("approval", id);
	const faults = [
		...(statement.rules === facts.rulesDigest ? [] : ["The tier's rules have changed since they were looked at; look again."]),
		...(roles.includes(role) ? [] : [`The tier takes approvals of the role ${roles.join(" or ")}.`]),
		...(from.length === 0 || from.includes(by) ? [] : ["The tier names who may approve, and this principal is not among them."]),
		...(facts.authors.includes(by) ? ["Who wrote or signed a version does not approve it."] : []),
		...(mustSign && signed === undefined ? ["The tier takes approvals signed by the approver's own registered key."] : []),
		...(given0?.withdrawn ? ["This approval was withdrawn; sign another."] : []),
		...(place.store.versions.notes("approval", policy, digest).length < MAX_NOTES
			? []
			: ["The version has as many approvals as are kept."]),
	];
	if (faults.length > 0) return err(illegal(facts, "approve", "approver", faults));
	const approval = {
		...{ id, principal: by, role, rules: statement.rules, at, expires_at: statement.at + valid_seconds * 1000 },
		...(signed === undefined ? {} : { signer: signed.signer }),
	};
	const taken = step({ ...facts, approvals: [...facts.approvals, { ...approval, epoch: 0 }] }, "approve");
	if (!taken.ok) return err(taken.error);
	return ok(write(place, order, { to: taken.value, authors: facts.authors, approvals: [approval] }));
}

function withdraw(place: Place, order: VersionOrder, facts: VersionFacts): Result<Outcome, OrderFault> {
	const taken = step(facts, "withdraw");
	if (!taken.ok) return err(taken.error);
	const own = facts.approvals.filter(({ principal, withdrawn }) => principal === order.by && !withdrawn);
	const before = place.store.versions.state(order.policy, order.digest);
	if (own.length === 0) return err(illegal(facts, "withdraw", "approval", ["This principal has no approval to withdraw."]));
	const approvals = own.map(({ epoch: _, ...each }) => ({ ...each, withdrawn: true }));
	const paused = before?.paused ?? undefined;
	const rest = paused === undefined ? {} : { paused };
	return ok(write(place, order, { to: facts.state, authors: facts.authors, approvals, ...rest }));
}

/** Keeps evidence whose signature the service has checked; the same again is no change. */
export function attest(order: AttestOrder): Step {
	return (place) => {
		const { found, envelope, policy, digest } = order;
		const ledger = place.store.versions;
		const known = ledger.note<EvidenceInfo>("evidence", found.id);
		const facts = factsAt(place, order, order);
		if (known?.revoked) return err(illegal(facts, "test", "evidence", ["This evidence was revoked; make it anew."]));
		if (known !== undefined) return ok({ epoch: known.epoch, made: false });
		if (facts.revoked.has(found.signer)) return err(illegal(facts, "test", "evidence", ["The key that signed it was revoked."]));
		if (ledger.notes("evidence", policy, digest).length >= MAX_NOTES) return err("full");
		return ok(write(place, order, { evidence: { ...found, at: facts.now }, envelope }, "evidence.add"));
	};
}

/** From then on the evidence does not count. */
export function revokeEvidence(order: RevokeEvidenceOrder): Step {
	return (place) => {
		const known = place.store.versions.note<EvidenceInfo>("evidence", order.id);
		const mine = place.store.versions
			.notes<EvidenceInfo>("evidence", order.policy, order.digest)
			.some(({ id }) => id === order.id);
		if (known === undefined || !mine) return err("unknown");
		if (known.revoked) return ok({ epoch: known.epoch, made: false });
		const { epoch: _, ...rest } = known;
		const revision = place.store.versions.state(order.policy, order.digest)?.revision ?? "";
		return ok(write(place, { ...order, revision }, { evidence: { ...rest, revoked: true } }, "evidence.revoke"));
	};
}

/** Opens what a tier asks, in an emergency: one principal asks, another confirms, a third looks at it afterwards. */
export function breakGlass(order: BreakGlassOrder): Step {
	return (place) => {
		const ledger = place.store.versions;
		const now = timeOf(place, order);
		if (order.step === "ask") {
			const { policy, digest, by, reason, revision } = order;
			const asked = { policy, digest, reason, asked_by: by, asked_at: now };
			const { rules } = tierOf(ledger.tiers(), policy);
			const glass: BreakGlassInfo = {
				...{ id: sha256Text(canonicalJson({ ...asked, key: order.key })), state: "asked", ...asked },
				...{ expires_at: now + rules.break_glass_seconds * 1000, used: [] },
			};
			return ok(write(place, { ...order, revision }, { glass }, "break-glass.ask"));
		}
		const glass = ledger.note<BreakGlassInfo>("break-glass", order.id);
		if (glass === undefined) return err("unknown");
		const { policy, digest } = glass;
		const facts = factsAt(place, order, { policy, digest });
		const version = { ...order, policy, digest, revision: ledger.state(policy, digest)?.revision ?? "" };
		const refused = (detail: string) => err(illegal(facts, "promote", "break-glass", [detail]));
		if (order.step === "confirm") {
			if (glass.confirmed_by === order.by) return ok({ epoch: place.store.newest()?.epoch ?? 0, made: false });
			if (glass.asked_by === order.by) return refused("It takes another principal than the one who asked.");
			if (glass.confirmed_by !== undefined || glass.reviewed !== undefined) return refused("It was confirmed before.");
			if (glass.expires_at <= now) return refused("It has expired; ask anew.");
			const confirmed = { ...glass, state: "open" as const, confirmed_by: order.by, confirmed_at: now };
			return ok(write(place, version, { glass: confirmed }, "break-glass.confirm"));
		}
		if (glass.reviewed !== undefined) return refused("It was reviewed before.");
		if ([glass.asked_by, glass.confirmed_by].includes(order.by)) return refused("Who opened it does not review it.");
		const reviewed = { ...glass, state: "reviewed" as const, reviewed: { by: order.by, at: now, note: order.reason } };
		return ok(write(place, version, { glass: reviewed }, "break-glass.review"));
	};
}

function illegal(facts: VersionFacts, name: Illegal["command"], requirement: string, details: readonly string[]): Illegal {
	return { state: facts.state, command: name, missing: details.map((detail) => ({ requirement, detail })) };
}

type Subject = Ordered & { readonly policy: string; readonly digest: string; readonly revision: string };

function write(
	place: Place,
	order: Subject & Partial<Pick<VersionOrder, "command">>,
	what: Partial<VersionBody>,
	type?: ChangeType,
): Outcome {
	const { policy, digest, revision } = order;
	const body = canonicalJson({ policy, digest, revision, ...what });
	const named = type ?? (`version.${order.command}` as ChangeType);
	return append(place, order, { type: named, subject: digest, body, digest: sha256Text(body) });
}
