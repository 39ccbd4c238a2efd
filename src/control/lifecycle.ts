// The life of a version as one table: from which state which command leads where, and what must hold before. Pure.
import type { ApprovalInfo, EvidenceInfo, Missing, TierRules, VersionCommand, VersionState } from "../contract/lifecycle.ts";
import { err, ok, type Result } from "../platform/result.ts";

export type Stage = "shadow" | "canary";
/** A stage that the version is in, or was in on its way here: no fall, rejection or activation lies between. */
export type StageFact = { readonly since: number; readonly until?: number; readonly decisions: number };

/** All that decides what may become of a version, as of one instant. */
export type VersionFacts = {
	readonly state: VersionState;
	/** Clock, ms. */
	readonly now: number;
	readonly rules: TierRules;
	/** Digest of the rules. */
	readonly rulesDigest: string;
	readonly evidence: readonly EvidenceInfo[];
	readonly approvals: readonly ApprovalInfo[];
	/** Fingerprints of keys that count no more. */
	readonly revoked: ReadonlySet<string>;
	readonly authors: readonly string[];
	readonly stages: { readonly [stage in Stage]?: StageFact };
	/** A rollout of it was stopped and not resumed. */
	readonly paused: boolean;
	/** A deployment carries it: its deploy was its way. */
	readonly carried: boolean;
	/** Two principals have opened what the tier asks, for this version. */
	readonly glass: boolean;
};

type Need = "gates" | "approvals" | "shadow" | "canary" | "freeze" | "unpaused";
export type Transition = {
	readonly command: VersionCommand | "fall" | "supersede";
	readonly from: readonly VersionState[];
	/** `same`: only something about it changes. */
	readonly to: VersionState | "same";
	readonly needs: readonly Need[];
	/** Where the command is taken but this is not complete yet, the version is in `meanwhile`. */
	readonly completes?: Need;
	readonly meanwhile?: VersionState;
	/** What the chain of changes says of it. */
	readonly event: string;
	readonly about: string;
};

const OPEN = ["draft", "tested", "approved", "shadow", "canary"] as const;
const IDLE = ["superseded", "rolled_back"] as const;

/** INVARIANT 16: a version goes on by a row of this table and no other way, and by none whose needs are not met. */
export const TRANSITIONS: readonly Transition[] = [
	{
		...{ command: "test", from: ["draft", ...IDLE], to: "tested", needs: ["gates"], event: "version.test" },
		about: "The evidence that the tier asks for is there.",
	},
	{
		...{ command: "request", from: ["tested"], to: "same", needs: ["gates"], event: "version.request" },
		about: "Asks those who may for their approval.",
	},
	{
		...{ command: "approve", from: ["tested", "approved"], to: "approved", needs: ["gates"], event: "version.approve" },
		...{ completes: "approvals", meanwhile: "tested" },
		about: "One approval more; with the last that the tier asks for, the version is approved.",
	},
	{
		...{
			command: "withdraw",
			from: ["tested", "approved", "shadow", "canary"],
			to: "same",
			needs: [],
			event: "version.withdraw",
		},
		about: "Takes one's own approval back; where others are not enough, the version falls.",
	},
	{
		...{ command: "reject", from: [...OPEN, ...IDLE], to: "rejected", needs: [], event: "version.reject" },
		about: "For good: a better version has another digest. Ends a rollout of it.",
	},
	{
		...{ command: "shadow", from: [...OPEN.slice(0, 3), ...IDLE], to: "shadow", needs: ["gates", "approvals", "freeze"] },
		...{ event: "version.shadow", about: "Evaluated beside the version in force, answering nobody." },
	},
	{
		...{ command: "canary", from: [...OPEN.slice(0, 4), ...IDLE], to: "canary", event: "version.canary" },
		...{ needs: ["gates", "approvals", "shadow", "freeze", "unpaused"], about: "Answers a growing share." },
	},
	{
		...{ command: "pause", from: ["shadow", "canary"], to: "same", needs: [], event: "version.pause" },
		about: "Its rollout stands still; people and rollouts may do it, and a deploy of the Worker does.",
	},
	{
		...{
			command: "resume",
			from: ["shadow", "canary"],
			to: "same",
			needs: ["gates", "approvals", "freeze"],
			event: "version.resume",
		},
		about: "Its rollout goes on.",
	},
	{
		...{ command: "promote", from: [...OPEN, ...IDLE, "stable"], to: "stable", event: "activation" },
		...{ needs: ["gates", "approvals", "shadow", "canary", "freeze", "unpaused"], about: "A channel leads to it." },
	},
	{
		...{ command: "supersede", from: ["stable"], to: "superseded", needs: [], event: "activation" },
		about: "No channel leads to it any more, since one leads to another version.",
	},
	{
		...{ command: "rollback", from: ["superseded", "stable"], to: "stable", needs: [], event: "rollback" },
		about: "A channel leads back to it, without any condition; the version that was left is rolled back.",
	},
	{
		...{ command: "supersede", from: ["stable"], to: "rolled_back", needs: [], event: "rollback" },
		about: "No channel leads to it any more, since one was led back. It comes again only by all that its tier asks, anew.",
	},
	{
		...{ command: "fall", from: ["tested", "approved", "shadow", "canary"], to: "draft", needs: [], event: "any" },
		about: "Evidence was revoked, or the key that signed it, or the tier asks for more than there is.",
	},
	{
		...{ command: "fall", from: ["approved", "shadow", "canary"], to: "tested", needs: [], event: "any" },
		about: "An approval was withdrawn, or the key that signed it was revoked, or the tier's rules have changed.",
	},
	{
		...{ command: "retire", from: ["draft", "tested", "approved", ...IDLE, "rejected"], to: "retired", needs: [] },
		...{ event: "version.retire", about: "Kept, and never in force again." },
	},
];

export type Illegal = { readonly state: VersionState; readonly command: VersionCommand; readonly missing: readonly Missing[] };

/** The state that a command leads to. Approvals are those with the one that the command brings. */
export function step(facts: VersionFacts, command: VersionCommand): Result<VersionState, Illegal> {
	const { state } = facts;
	const row = rowOf(command, state);
	if (row === undefined) {
		const detail = `A version that is ${state} takes ${commandsOf(state).join(", ") || "no command"}.`;
		return err({ state, command, missing: [{ requirement: "state", detail }] });
	}
	const missing = facts.carried && command === "promote" ? [] : missingFor(facts, row);
	if (missing.length > 0) return err({ state, command, missing });
	if (row.completes !== undefined && NEEDS[row.completes](facts).length > 0) return ok(row.meanwhile ?? state);
	return ok(row.to === "same" ? state : row.to);
}

/** For each command that the state takes, what is missing. */
export function outlook(facts: VersionFacts): Partial<Record<VersionCommand, Missing[]>> {
	return Object.fromEntries(
		commandsOf(facts.state).map((command) => {
			const taken = step(facts, command);
			return [command, taken.ok ? [] : [...taken.error.missing]];
		}),
	);
}

export function commandsOf(state: VersionState): VersionCommand[] {
	const rows = TRANSITIONS.filter(({ command, from }) => command !== "fall" && command !== "supersede" && from.includes(state));
	return [...new Set(rows.map(({ command }) => command as VersionCommand))];
}

function rowOf(command: VersionCommand, state: VersionState): Transition | undefined {
	return TRANSITIONS.find((row) => row.command === command && row.from.includes(state));
}

/**
 * Where a version falls to that stands on what is no longer there, e.g. an approval that was withdrawn; `undefined`: it stands.
 * That time alone has passed lets nothing fall: what is too old is asked for again at the next step.
 */
export function fall(facts: VersionFacts): VersionState | undefined {
	const timeless: VersionFacts = {
		...facts,
		rules: { ...facts.rules, gates: { ...facts.rules.gates, max_age_seconds: 0 } },
		approvals: facts.approvals.map((each) => ({ ...each, expires_at: Number.MAX_SAFE_INTEGER })),
	};
	for (const row of TRANSITIONS) {
		if (row.command !== "fall" || !row.from.includes(facts.state) || row.to === "same" || facts.glass) continue;
		const need: Need = row.to === "draft" ? "gates" : "approvals";
		if (NEEDS[need](timeless).length > 0) return row.to;
	}
	return undefined;
}

function missingFor(facts: VersionFacts, { command, needs }: Transition): Missing[] {
	// What is in force already may lie on other channels too.
	if (command === "promote" && facts.state === "stable") return [];
	const opened = facts.glass && (command === "shadow" || command === "canary" || command === "promote");
	return opened ? [] : needs.flatMap((need) => NEEDS[need](facts));
}

const NEEDS: Readonly<Record<Need, (facts: VersionFacts) => Missing[]>> = {
	gates: missingEvidence,
	approvals: missingApprovals,
	shadow: (facts) => missingStage(facts, "shadow"),
	canary: (facts) => missingStage(facts, "canary"),
	freeze: ({ rules, now }) =>
		rules.freeze
			.filter(({ from, until }) => from <= now && now < until)
			.map(({ until, reason }) => ({
				requirement: "freeze",
				detail: `Nothing is put in force until ${new Date(until).toISOString()}: ${reason}`,
			})),
	unpaused: ({ paused }) => (paused ? [{ requirement: "unpaused", detail: "Its rollout stands still; resume it first." }] : []),
};

/** The evidence that a tier asks for, by kind. */
export function kindsOf({ gates }: TierRules): string[] {
	return [
		...(gates.tests || gates.coverage > 0 ? ["rego-tests"] : []),
		...(gates.vectors ? ["vectors"] : []),
		...gates.suites.map((suite) => `suite:${suite}`),
		...(gates.impact ? ["impact"] : []),
		...(gates.provenance ? ["provenance"] : []),
	];
}

/** Of each kind the evidence that counts: the newest by a key that counts, whatever it says. */
export function countingEvidence({ evidence, revoked }: Pick<VersionFacts, "evidence" | "revoked">): Map<string, EvidenceInfo> {
	const newest = new Map<string, EvidenceInfo>();
	for (const each of evidence) {
		if (each.revoked || revoked.has(each.signer)) continue;
		const known = newest.get(each.kind);
		const later =
			known === undefined ||
			each.finished_at > known.finished_at ||
			(each.finished_at === known.finished_at && each.epoch > known.epoch);
		if (later) newest.set(each.kind, each);
	}
	return newest;
}

function missingEvidence(facts: VersionFacts): Missing[] {
	const { gates } = facts.rules;
	const counting = countingEvidence(facts);
	return kindsOf(facts.rules).flatMap((kind) => {
		const detail = evidenceFault(counting.get(kind), gates, facts.now);
		return detail === undefined ? [] : [{ requirement: `evidence:${kind}`, detail: `${kind}: ${detail}` }];
	});
}

function evidenceFault(found: EvidenceInfo | undefined, gates: TierRules["gates"], now: number): string | undefined {
	if (found === undefined) return "No evidence of it counts: signed by a key of this tenant, and about this digest.";
	if (found.result === "FAILED") return "The newest evidence says that it failed.";
	const age = (now - found.finished_at) / 1000;
	if (gates.max_age_seconds > 0 && age > gates.max_age_seconds) return "The evidence is older than the tier takes; make it anew.";
	if (found.kind === "rego-tests" && (found.coverage ?? 0) < gates.coverage) {
		return `The tests cover ${found.coverage ?? 0} percent of the lines; the tier asks for ${gates.coverage}.`;
	}
	return undefined;
}

/** Approvals that count now: of these rules, not withdrawn or expired, by keys that count, one a principal and no author's. */
export function countingApprovals(facts: VersionFacts): ApprovalInfo[] {
	const { required: _, roles, from, signed } = facts.rules.approvals;
	const counting = facts.approvals.filter(
		(each) =>
			!each.withdrawn &&
			each.rules === facts.rulesDigest &&
			each.expires_at > facts.now &&
			roles.includes(each.role) &&
			(from.length === 0 || from.includes(each.principal)) &&
			!facts.authors.includes(each.principal) &&
			(signed ? each.signer !== undefined : true) &&
			(each.signer === undefined || !facts.revoked.has(each.signer)),
	);
	return [...new Map(counting.map((each) => [each.principal, each])).values()];
}

function missingApprovals(facts: VersionFacts): Missing[] {
	const { required, signed, roles } = facts.rules.approvals;
	const found = countingApprovals(facts).length;
	if (found >= required) return [];
	const how = signed ? "signed by the approver's own key" : "given by an authenticated call";
	const detail = `${found} of ${required} approvals count: each of another principal that has not written or signed the version, of the role ${roles.join(" or ")}, ${how}.`;
	return [{ requirement: "approvals", detail }];
}

function missingStage({ rules, stages, now }: VersionFacts, stage: Stage): Missing[] {
	const asked = rules.stages[stage];
	if (asked === undefined) return [];
	const been = stages[stage];
	const requirement = `stage:${stage}`;
	if (been === undefined) return [{ requirement, detail: `The tier asks that it be in ${stage} first.` }];
	const left = Math.ceil(asked.min_seconds - ((been.until ?? now) - been.since) / 1000);
	const few = asked.min_decisions - been.decisions;
	return [
		...(left > 0 ? [{ requirement, detail: `${left} seconds more in ${stage}.` }] : []),
		...(few > 0 ? [{ requirement, detail: `${few} decisions more in ${stage}.` }] : []),
	];
}
