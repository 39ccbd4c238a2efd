// What if: asks a version about a past decision with other facts, and looks, within a bound, for what would flip it.
import * as v from "valibot";
import type { Verdict } from "../../contract/finding.ts";
import { PolicyInput } from "../../contract/input.ts";
import { DECISIONS } from "../../contract/names.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import type { DecisionRecord } from "../../contract/record.ts";
import type { BriefDecision, NotReplayable } from "../../contract/replay.ts";
import type { Flip, WhatIfAnswer, WhatIfRequest, WhatIfSet } from "../../contract/what-if.ts";
import { MAX_REPLAY_HOP, MAX_WHAT_IF_EVALUATIONS } from "../../platform/limits.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { ENTRYPOINT } from "../../policy/bundle.ts";
import type { ServingVersion } from "../../policy/version.ts";
import { type Fact, factsOf, withFacts } from "./facts.ts";
import { brief } from "./impact.ts";
import { documentsOf, inputOf } from "./input.ts";
import { readAnswer, type Sources, verdictOf } from "./recompute.ts";

/** `path`: a path that leads nowhere; `input`: the facts that were asked for make no input of the contract. */
export type WhatIfFault = { readonly reason: NotReplayable } | { readonly reason: "path" | "input"; readonly detail: string };

/** Gives what would have been decided. Signals that nobody detected cannot be added by wishing for content: only facts change. */
export async function whatIf(
	record: DecisionRecord,
	request: WhatIfRequest,
	sources: Sources,
): Promise<Result<WhatIfAnswer, WhatIfFault>> {
	if (record.input === undefined) return err({ reason: "not-asked" });
	const digest = request.version ?? record.policy.digest;
	const found = await sources.version(digest);
	if (!found.ok) return err({ reason: `version-${found.error}` });
	if (found.value.manifest.input !== record.input.contract) return err({ reason: "contract-unread" });
	const input = inputOf(record, await sources.documents(documentsOf(record)));
	if (!input.ok) return err({ reason: input.error });
	const changed = withFacts(input.value, request.set);
	if (changed === undefined) return err({ reason: "path", detail: "leads to nothing that the input has" });
	const checked = v.safeParse(PolicyInput, changed);
	if (!checked.success) {
		const issue = checked.issues[0];
		return err({
			reason: "input",
			detail: `/${(v.getDotPath(issue) ?? "").replaceAll(".", "/")}: is not what the input's contract takes`,
		});
	}
	const asker = askerOf(found.value, record.input.signals.length);
	const [now] = await asker.ask([changed]);
	if (now === undefined) return err({ reason: "evaluation-lost" });
	const answer: WhatIfAnswer = {
		...{ decision_id: record.decision_id, version: digest },
		recorded: brief(record.verdict, record.problem),
		now,
	};
	if (!request.flips) return ok(answer);
	const flips = await flipsOf(changed as Record<string, unknown>, now, asker);
	return ok({ ...answer, flips, searched: { evaluations: asker.asked(), complete: !asker.isCut() } });
}

type Asker = {
	/** In the order asked; `undefined`: not asked, for the bound is reached or the isolate lost. What breaks the contract refuses. */
	readonly ask: (inputs: readonly object[]) => Promise<(BriefDecision | undefined)[]>;
	readonly asked: () => number;
	readonly left: () => number;
	/** Says that something was not tried for want of room. */
	readonly cut: () => void;
	readonly isCut: () => boolean;
};

/** An evaluation costs what its signals cost, so that inputs with many of them are asked about less often. */
function askerOf(version: ServingVersion, signals: number): Asker {
	let [asked, wasCut] = [0, false];
	const most = Math.max(MIN_EVALUATIONS, Math.floor(MAX_WHAT_IF_EVALUATIONS / Math.max(1, signals / CHEAP_SIGNALS)));
	const left = () => most - asked;
	return {
		asked: () => asked,
		left,
		cut: () => {
			wasCut = true;
		},
		isCut: () => wasCut,
		ask: async (inputs) => {
			const taken = inputs.slice(0, Math.max(0, left()));
			asked += taken.length;
			if (taken.length < inputs.length) wasCut = true;
			const answers: (BriefDecision | undefined)[] = [];
			for (let from = 0; from < taken.length; from += MAX_REPLAY_HOP) {
				const hop = taken.slice(from, from + MAX_REPLAY_HOP).map((input) => JSON.stringify(input));
				const said = await version.evaluate(
					hop.map((input) => ({ entrypoint: ENTRYPOINT, input, mode: "strict", format: "json" })),
				);
				for (const text of said) {
					const answer = readAnswer(text);
					answers.push(answer.ok ? briefOf(verdictOf(answer.value)) : undefined);
				}
			}
			return inputs.map((_, at) => answers[at]);
		},
	};
}

function briefOf(verdict: Result<Verdict, ProblemCode>): BriefDecision {
	return verdict.ok ? brief(verdict.value, undefined) : brief(undefined, verdict.error);
}

/** With this many signals a question costs little more than with none. */
const CHEAP_SIGNALS = 16;
/** The question itself, and a few more, whatever they cost. */
const MIN_EVALUATIONS = 16;

type Input = Record<string, unknown>;

/** Each fact alone first; where none makes it milder, all signals away and back one by one, as long as it stays so. */
async function flipsOf(input: Input, now: BriefDecision, asker: Asker): Promise<Flip[]> {
	const facts = factsOf(input);
	const single = await singleFlips(input, now, facts, asker);
	const milder = ({ becomes }: Pick<Flip, "becomes">) => strictness(becomes) < strictness(now);
	if (now.decision === "allow" || single.some(milder)) return single;
	const removals = facts.flatMap(({ others }) => others.filter((each) => !("value" in each)));
	const minimal = await minimalFlip(input, now, removals, asker);
	return minimal === undefined ? single : [...single, minimal];
}

function strictness({ decision }: BriefDecision): number {
	return DECISIONS.indexOf(decision);
}

async function singleFlips(input: Input, now: BriefDecision, facts: readonly Fact[], asker: Asker): Promise<Flip[]> {
	const tries = facts.flatMap((fact) => [...fact.others, ...endsOf(fact)].map((set) => ({ fact, set })));
	const valid = tries.slice(0, Math.max(0, asker.left())).flatMap((each) => {
		const changed = withFacts(input, [each.set]);
		return changed !== undefined && v.is(PolicyInput, changed) ? [{ ...each, changed }] : [];
	});
	if (tries.length > asker.left()) asker.cut();
	const answers = await asker.ask(valid.map(({ changed }) => changed));
	const flips: Flip[] = [];
	for (const [at, { fact, set }] of valid.entries()) {
		const then = answers[at];
		if (then === undefined || then.decision === now.decision) continue;
		if (fact.range === undefined || typeof fact.value !== "number") flips.push({ set: [set], becomes: then });
		else flips.push(await threshold(input, now, fact.path, fact.value, set.value as number, then, asker));
	}
	return flips;
}

function endsOf({ path, value, range }: Fact): WhatIfSet[] {
	return (range ?? []).filter((end) => end !== value).map((end) => ({ path, value: end }));
}

/** By halves, the number nearest to the fact's own that flips it; where flips are not of one piece, one such border. */
async function threshold(
	input: Input,
	now: BriefDecision,
	path: string,
	own: number,
	end: number,
	then: BriefDecision,
	asker: Asker,
): Promise<Flip> {
	let [stays, flips, last] = [own, end, then];
	while (Math.abs(flips - stays) > 1) {
		const middle = Math.trunc((flips + stays) / 2);
		const changed = withFacts(input, [{ path, value: middle }]);
		const [answer] = changed === undefined ? [] : await asker.ask([changed]);
		if (answer === undefined) break;
		if (answer.decision === now.decision) stays = middle;
		else [flips, last] = [middle, answer];
	}
	return { set: [{ path, value: flips }], becomes: last };
}

/** Takes all away, then gives back one after the other what is not needed for the flip: what is left is minimal, not least. */
async function minimalFlip(
	input: Input,
	now: BriefDecision,
	removals: readonly WhatIfSet[],
	asker: Asker,
): Promise<Flip | undefined> {
	const flipped = async (set: readonly WhatIfSet[]) => {
		const changed = withFacts(input, set);
		const [then] = changed === undefined || !v.is(PolicyInput, changed) ? [] : await asker.ask([changed]);
		return then !== undefined && strictness(then) < strictness(now) ? then : undefined;
	};
	// Signals alone where they suffice: that is what a reader expects of a smaller finding.
	const signals = removals.filter(({ path }) => path.startsWith("/signals/"));
	for (const all of [signals, removals]) {
		let then = await flipped(all);
		if (then === undefined || all.length === 0) continue;
		let kept = [...all];
		for (const one of all) {
			const fewer = kept.filter((each) => each !== one);
			const still = await flipped(fewer);
			if (still !== undefined) [kept, then] = [fewer, still];
		}
		return { set: kept, becomes: then };
	}
	return undefined;
}
