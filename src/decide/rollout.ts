// The part that rollouts have in a decision: which arm it belongs to, what is told of it, and the shadow that answers nobody.
import type { Pointer } from "../contract/pointer.ts";
import type { TenantContext } from "../contract/registry.ts";
import type { DecideRequest } from "../contract/request.ts";
import type { Rollout } from "../contract/rollout.ts";
import type { RolloutReport } from "../contract/rollout-report.ts";
import { MAX_SHADOWS_AT_ONCE, SHADOW_TIMEOUT_MS } from "../platform/limits.ts";
import { err, type Result } from "../platform/result.ts";
import { type Assigner, type Assignment, assign } from "../policy/assignment.ts";
import type { VersionFault } from "../policy/version.ts";
import type { ActiveVersion, Chosen } from "./evaluate/active-version.ts";
import { evaluate } from "./evaluate/verdict.ts";
import type { Judged } from "./judged.ts";
import type { Reports } from "./rollout-reports.ts";

export type RolloutDeps = {
	readonly place: Assigner;
	/** A version of the tenant by its digest, ready to serve. */
	readonly version: (tenant: string, digest: string) => Promise<Result<ActiveVersion, VersionFault>>;
	readonly reports: Reports;
	/** Moves on at I/O alone, ms. */
	readonly clock: () => number;
};

/** Where a decision stands in a rollout. `fellBack`: the candidate cannot be loaded, and the version in force decides. */
export type InRollout = Assignment & { readonly rollout: Rollout; readonly mark: string; readonly fellBack: boolean };
export type Drawn = Chosen & { readonly in?: InRollout };

const GUARD = "guard";
const STABLE = "stable";

/** The rollout that runs beside the channel that an app follows. */
export function rolloutOf(pointer: Pointer | undefined, channel: string): Rollout | undefined {
	const line = pointer !== undefined && Object.hasOwn(pointer.policies, GUARD) ? pointer.policies[GUARD] : undefined;
	const rollout = line?.rollout;
	if (line === undefined || rollout === undefined) return undefined;
	const followed = Object.hasOwn(line.channels, channel) ? channel : STABLE;
	return rollout.channel === followed ? rollout : undefined;
}

/**
 * The version of a request under a canary, from one pointer. A candidate that cannot be loaded leaves the decision to the version
 * in force, which is approved and whole: `degraded`, so that the strict tier refuses, and counted against the candidate. One that
 * was loaded and then fails has no such way out: who can make it fail could choose the older version by it.
 */
export async function draw(
	request: Pick<DecideRequest, "app" | "session" | "subject">,
	context: TenantContext,
	channel: string,
	stable: () => Promise<Result<Chosen, VersionFault>>,
	deps: RolloutDeps | undefined,
): Promise<Result<Drawn, VersionFault>> {
	const rollout = rolloutOf(context.pointer, channel);
	if (deps === undefined || rollout === undefined || rollout.kind !== "canary") return stable();
	const unit = { subject: request.subject?.id, session: request.session, app: request.app }[rollout.unit];
	// Who cannot be told again from others cannot keep a version: the one in force decides.
	if (unit === undefined) return stable();
	const { bucket, mark } = await deps.place(context.tenant, rollout.salt, rollout.unit, unit);
	const assigned = assign(rollout, { app: request.app, roles: request.subject?.roles ?? [] }, bucket);
	const part = { ...assigned, rollout, mark };
	if (assigned.arm === "candidate") {
		const candidate = await deps.version(context.tenant, rollout.candidate.digest);
		if (candidate.ok) return { ok: true, value: { version: candidate.value, degraded: false, in: { ...part, fellBack: false } } };
	}
	const chosen = await stable();
	if (!chosen.ok) return err(chosen.error);
	const fellBack = assigned.arm === "candidate";
	return { ok: true, value: { ...chosen.value, degraded: chosen.value.degraded || fellBack, in: { ...part, fellBack } } };
}

/** Tells the monitor how a decision of either arm went. `began`: clock of the request, ms. */
export function tell(
	tenant: string,
	part: InRollout,
	verdict: Judged["verdict"],
	began: number,
	deps: RolloutDeps,
	waitUntil: (work: Promise<unknown>) => void,
): void {
	const { rollout, arm, counted, mark, fellBack } = part;
	const action = verdict.ok ? verdict.value.action : undefined;
	const late = deps.clock() - began > rollout.budget_ms;
	const bits = [action === "refuse", action === "redact", action === undefined || fellBack, late];
	const events = bits.reduce((sum, happened, at) => sum | (happened ? 1 << at : 0), 0);
	deps.reports.add(tenant, rollout, waitUntil, (report) => {
		report.decisions[arm]++;
		if (counted) report.contributions.push({ step: rollout.step, mark, arm, events });
	});
}

/** Evaluations of shadows that run in this isolate. */
let atWork = 0;

/** Asks a shadow about what was decided, after the answer; whatever it does, nobody waits for it and nothing depends on it. */
export function shadow(judged: Judged, deps: RolloutDeps, waitUntil: (work: Promise<unknown>) => void): void {
	const { context, app } = judged.grounds;
	const rollout = rolloutOf(context.pointer, app.channel);
	if (rollout?.kind !== "shadow" || judged.input === undefined || !isSampled(judged.id, rollout.sample)) return;
	const add = (change: (report: RolloutReport["shadow"]) => void) =>
		deps.reports.add(context.tenant, rollout, waitUntil, ({ shadow }) => change(shadow));
	if (atWork >= MAX_SHADOWS_AT_ONCE) {
		add((told) => void told.dropped++);
		return;
	}
	atWork++;
	const work = within(SHADOW_TIMEOUT_MS, compare(judged, rollout, deps))
		.then(add, () => add((told) => void told.failed++))
		.finally(() => {
			atWork--;
		});
	waitUntil(work);
}

/** By the random bits of the decision's id: no decision is sampled for what it says. */
function isSampled(id: string, sample: number): boolean {
	return Number.parseInt(id.slice(-8), 16) / 0x1_0000_0000 < sample;
}

type Told = (report: RolloutReport["shadow"]) => void;

async function compare({ grounds, input, verdict, id }: Judged, rollout: Rollout, deps: RolloutDeps): Promise<Told> {
	const found = await deps.version(grounds.context.tenant, rollout.candidate.digest);
	if (!found.ok || input === undefined) throw new Error("the candidate cannot be loaded");
	const other = await evaluate(found.value.policy, input);
	const [was, would] = [verdict.ok ? verdict.value.action : "unavailable", other.ok ? other.value.action : "unavailable"];
	const rules = (of: typeof other) => new Set(of.ok ? of.value.findings.map(({ rule }) => rule) : []);
	const [before, after] = [rules(verdict), rules(other)];
	const moved = [...[...after].filter((rule) => !before.has(rule)).map((rule) => `+${rule}`)];
	moved.push(...[...before].filter((rule) => !after.has(rule)).map((rule) => `-${rule}`));
	const agreed = was === would;
	return (told) => {
		told.compared++;
		if (!other.ok) told.failed++;
		count(told.matrix, `${was} ${would}`);
		for (const rule of moved) count(told.rules, rule);
		if (agreed) told.agreed++;
		else {
			count(told.apps, grounds.app.name);
			told.disagreements.push({ decision_id: id, app: grounds.app.name, was, would_be: would });
		}
	};
}

function count(tally: Record<string, number>, name: string): void {
	tally[name] = (Object.hasOwn(tally, name) ? (tally[name] ?? 0) : 0) + 1;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error("too late")), ms);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
