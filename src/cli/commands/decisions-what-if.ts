// `edict decisions what-if`: one past decision with other facts or under another version, and what would have flipped it.
import * as v from "valibot";
import type { BriefDecision } from "../../contract/replay.ts";
import { WhatIfAnswer, type WhatIfSet } from "../../contract/what-if.ts";
import { command, EXIT, misused } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict decisions what-if ID [--set PATH=JSON]... [--unset PATH]... [--version DIGEST] [--flips] [--url URL] [--key-file FILE] [--json]
  Asks the policy about a recorded decision again, with other facts. Nothing is decided or recorded as a decision by it.
  --set PATH=JSON    a fact of the policy input and its value: subject.age_class="child", /usage/turns=40; words need no quotes
  --unset PATH       takes a fact away: signals.0
  --version DIGEST   asks this version in place of the one that decided
  --flips            looks, within a bound, for what would have made it another decision
${SERVICE_USAGE}

  edict decisions what-if 01926b5e-7c1d-7f3a-9c55-0123456789ab --set subject.age_class=child --flips --key-file auditor.key`;

const OPTIONS = {
	set: { type: "string", multiple: true },
	unset: { type: "string", multiple: true },
	version: { type: "string" },
	flips: { type: "boolean", default: false },
	...SERVICE_OPTIONS,
} as const;

export const run = command(USAGE, OPTIONS, async (values, [id, ...rest], io) => {
	if (id === undefined || rest.length > 0) throw misused("name one decision by its id");
	const set = [...(values.set ?? []).map(readSet), ...(values.unset ?? []).map((path): WhatIfSet => ({ path: pointerOf(path) }))];
	const service = await openService(values);
	const body = { set, flips: values.flips, ...(values.version === undefined ? {} : { version: values.version }) };
	const answered = await service.call("POST", `/v1/decisions/${encodeURIComponent(id)}/what-if`, body);
	if (values.json) io.out(JSON.stringify(answered));
	else io.out(told(v.parse(WhatIfAnswer, answered)));
	return EXIT.done;
});

/** `path=value`: the value is JSON, or else a word. */
export function readSet(text: string): WhatIfSet {
	const at = text.indexOf("=");
	if (at < 1) throw misused(`--set must be PATH=VALUE, not ${text}`);
	const value = text.slice(at + 1);
	try {
		return { path: pointerOf(text.slice(0, at)), value: JSON.parse(value) as unknown };
	} catch {
		return { path: pointerOf(text.slice(0, at)), value };
	}
}

/** A JSON pointer, or the same with dots. */
function pointerOf(path: string): string {
	return path.startsWith("/") ? path : `/${path.replaceAll(".", "/")}`;
}

function told({ recorded, now, version, flips, searched }: WhatIfAnswer): string {
	const lines = [`recorded: ${brief(recorded)}`, `now:      ${brief(now)}`, `by ${version}`];
	if (flips === undefined || searched === undefined) return lines.join("\n");
	lines.push("", flips.length === 0 ? "Nothing that was tried flips it." : "Would flip it, each line alone:");
	for (const { set, becomes } of flips) {
		const facts = set.map((each) => ("value" in each ? `${each.path} = ${JSON.stringify(each.value)}` : `without ${each.path}`));
		lines.push(`  ${facts.join(" and ")} → ${brief(becomes)}`);
	}
	const bound = searched.complete ? "all that is sought was tried" : "the bound ended the search: other facts may flip it too";
	lines.push(`${searched.evaluations} questions to the policy; ${bound}.`);
	return lines.join("\n");
}

function brief({ decision, rules, problem }: BriefDecision): string {
	return `${decision}${problem === undefined ? "" : ` (${problem})`}${rules.length === 0 ? "" : ` [${rules.join(", ")}]`}`;
}
