// Which concepts, close together, make an injection. Scores say how sure the wording alone makes us.
import type { INJECTION_SIGNALS } from "../../../contract/signals/injection.ts";
import type { Pattern } from "../phrases/pattern.ts";
import { CONCEPT as C } from "./concepts.ts";

export type InjectionType = keyof typeof INJECTION_SIGNALS;

type Rest = { readonly ordered?: boolean; readonly unless?: number; readonly unlessAfter?: number };

function pattern(
	type: InjectionType,
	score: number,
	within: number,
	needs: readonly number[],
	rest: Rest = {},
): Pattern<InjectionType> {
	return { type, score, within, needs, ...rest };
}

export const INJECTION_PATTERNS: readonly Pattern<InjectionType>[] = [
	pattern("injection.override", 930, 9, [C.disregard, C.prior, C.instruction], { unless: C.innocent }),
	pattern("injection.override", 860, 6, [C.disregard, C.all, C.prior], { unless: C.innocent, unlessAfter: 2 }),
	pattern("injection.override", 820, 6, [C.disregard, C.your, C.instruction | C.ethics | C.hidden]),
	pattern("injection.override", 740, 6, [C.disregard, C.all, C.instruction]),
	pattern("injection.override", 560, 5, [C.disregard, C.prior], { ordered: true, unless: C.innocent, unlessAfter: 2 }),
	pattern("injection.override", 600, 4, [C.disregard, C.instruction], { ordered: true }),
	pattern("injection.override", 600, 4, [C.instruction, C.disregard], { ordered: true }),
	pattern("injection.override", 520, 2, [C.disregard, C.all], { ordered: true }),
	pattern("injection.override", 620, 5, [C.disregard, C.ethics], { ordered: true }),
	pattern("injection.override", 620, 8, [C.negation, C.follow, C.your | C.prior | C.all, C.instruction], { unless: C.innocent }),
	pattern("injection.prompt_leak", 880, 8, [C.reveal, C.hidden, C.prompt]),
	pattern("injection.prompt_leak", 780, 6, [C.reveal, C.your, C.hidden | C.prior, C.prompt]),
	pattern("injection.prompt_leak", 700, 5, [C.reveal, C.your, C.instruction]),
	pattern("injection.prompt_leak", 700, 7, [C.question, C.your, C.hidden | C.prior, C.prompt | C.instruction]),
	pattern("injection.prompt_leak", 620, 7, [C.reveal, C.prior, C.prompt], { ordered: true }),
	pattern("injection.prompt_leak", 620, 7, [C.reveal, C.prompt, C.prior], { ordered: true }),
	pattern("injection.prompt_leak", 620, 6, [C.reveal, C.secret, C.your | C.hidden]),
	pattern("injection.prompt_leak", 560, 6, [C.question, C.secret, C.your | C.hidden]),
	pattern("injection.prompt_leak", 480, 4, [C.reveal, C.secret]),
	pattern("injection.persona", 860, 6, [C.persona, C.act | C.mode | C.now | C.you | C.begin]),
	pattern("injection.persona", 820, 5, [C.modeKind, C.mode, C.now | C.act | C.you | C.your]),
	pattern("injection.persona", 600, 2, [C.modeKind, C.mode]),
	pattern("injection.persona", 820, 6, [C.unfiltered, C.ai]),
	pattern("injection.persona", 760, 8, [C.unfiltered, C.act | C.you | C.now, C.ai | C.mode]),
	pattern("injection.persona", 720, 9, [C.without, C.ethics, C.ai | C.act], { unless: C.innocent }),
	pattern("injection.persona", 660, 7, [C.without, C.ethics, C.instruction | C.ethics], { ordered: true, unless: C.innocent }),
	pattern("injection.refusal_suppression", 640, 5, [C.negation, C.refuse, C.you | C.begin | C.instruction]),
	pattern("injection.refusal_suppression", 520, 4, [C.negation, C.refuse], { ordered: true }),
	pattern("injection.task_hijack", 640, 7, [C.now, C.fresh, C.task | C.instruction]),
	pattern("injection.task_hijack", 560, 5, [C.your, C.fresh, C.task | C.instruction]),
	pattern("injection.tool_coercion", 640, 8, [C.call, C.tool, C.send]),
	pattern("injection.payload_instruction", 540, 6, [C.negation, C.reveal, C.user]),
];
