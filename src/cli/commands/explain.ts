// `edict policy explain`: evaluates one input and says of each rule whether it fired, and if not, which expression stopped it.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { ExplainLevel } from "../../contract/explanation.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { type Explained, explainerOf } from "../policy/explainer.ts";
import { explanationLines } from "../policy/explanation-lines.ts";

export const USAGE = `usage: edict policy explain FOLDER --input FILE [--level notes|fails|full] [--rule RULE] [--entrypoint PATH] [--all] [--json]

  FOLDER         a release, or the sources of one, which are compiled first
  --input FILE   JSON that the policy is asked about, - for standard input; of the guard a policy input, or a request as
                 POST /v1/decide takes it
  --level        fails (default): why rules did not fire; full: every step, with variables; notes: what print wrote
  --rule RULE    only this rule, by id (privacy.pii_in_output) or path (data.a.b)
  --entrypoint   which entrypoint of the policy is asked (a/b); absent: the first
  --all          of the guard also the rules that its rules use; of another policy also those that nothing asked for
  --json         the explanation as POST /v1/decide?explain= gives it

example: edict policy explain rego --input input.json --rule privacy.pii_in_output --level full`;

const OPTIONS = {
	input: { type: "string" },
	level: { type: "string", default: "fails" },
	rule: { type: "string" },
	entrypoint: { type: "string" },
	all: { type: "boolean", default: false },
} as const;

export const run = command(USAGE, OPTIONS, async ({ input, level, rule, entrypoint, all, json }, [folder, ...rest], io) => {
	if (folder === undefined || rest.length > 0) throw misused("name one folder");
	if (input === undefined) throw misused("name the input: --input FILE");
	const known = v.safeParse(ExplainLevel, level);
	if (!known.success) throw misused(`--level must be notes, fails or full, not ${level}`);
	const asked = input === "-" ? await text(io.stdin) : await readFile(input, "utf8").catch(() => undefined);
	if (asked === undefined) throw new Refusal(`${input} cannot be read`);
	const explainer = await explainerOf(folder);
	const explained = await explainer.explain(asked, { level: known.output, entrypoint, rule });
	if (rule !== undefined && known.output !== "notes" && explained.explanation.rules.length === 0) {
		throw new Refusal(`there is no rule ${rule}`);
	}
	io.out(json ? asJson(explained) : explanationLines(explained, { all: all || rule?.startsWith("data.") === true }).join("\n"));
	return EXIT.done;
});

function asJson({ explanation, result }: Explained): string {
	return JSON.stringify({ ...(result.ok ? { result: result.value } : { error: result.error }), explanation }, undefined, "\t");
}
