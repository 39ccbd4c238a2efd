// `edict policy explain`: evaluates one input and says of each rule whether it fired, and if not, which expression stopped it.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { ExplainLevel } from "../../contract/explanation.ts";
import { command, EXIT, type Io, misused, Refusal } from "../command.ts";
import { type Explained, explainerOf } from "../policy/explainer.ts";
import { explanationLines } from "../policy/explanation-lines.ts";
import { recordInput } from "../policy/record-input.ts";
import { openSupply } from "../replay/supply.ts";
import { openService, SERVICE_OPTIONS, type ServiceOptions } from "../service.ts";

export const USAGE = `usage: edict policy explain FOLDER --input FILE [--level notes|fails|full] [--rule RULE] [--entrypoint PATH] [--all] [--json]
       edict policy explain FOLDER --record FILE [--documents FILE]... [--url URL] [--key-file FILE] [the same]

  FOLDER         a release, or the sources of one, which are compiled first
  --input FILE   JSON that the policy is asked about, - for standard input; of the guard a policy input, or a request as
                 POST /v1/decide takes it
  --record FILE  in place of an input: a past decision of the guard, as GET /v1/decisions/{id} gives it
  --documents    documents that the record names, JSON, one or a list of them; others come from the service
  --url, --key-file
                 the service and your key (auditor, operator, approver, author, admin); absent: EDICT_URL, EDICT_KEY
  --level        fails (default): why rules did not fire; full: every step, with variables; notes: what print wrote
  --rule RULE    only this rule, by id (privacy.pii_in_output) or path (data.a.b or a/b)
  --entrypoint   which entrypoint of the policy is asked (a/b), or a package of several; absent: that of
                 --rule, or the first
  --all          of the guard also the rules that its rules use; of another policy also those that nothing asked for
  --json         the explanation as POST /v1/decide?explain= gives it

example: edict policy explain rego --input input.json --rule privacy.pii_in_output --level full`;

const OPTIONS = {
	input: { type: "string" },
	record: { type: "string" },
	documents: { type: "string", multiple: true },
	...SERVICE_OPTIONS,
	level: { type: "string", default: "fails" },
	rule: { type: "string" },
	entrypoint: { type: "string" },
	all: { type: "boolean", default: false },
} as const;

export const run = command(USAGE, OPTIONS, async (values, [folder, ...rest], io) => {
	const { input, record, level, rule, entrypoint, all, json } = values;
	if (folder === undefined || rest.length > 0) throw misused("name one folder");
	if ((input === undefined) === (record === undefined))
		throw misused("name the input, --input FILE, or a past decision, --record FILE");
	const known = v.safeParse(ExplainLevel, level);
	if (!known.success) throw misused(`--level must be notes, fails or full, not ${level}`);
	const past = record === undefined ? undefined : await pastInput(record, values);
	const asked = past?.json ?? (await inputText(input ?? "", io));
	const explainer = await explainerOf(folder);
	const explained = await explainer.explain(asked, { level: known.output, entrypoint, rule });
	for (const note of explained.notes) io.err(note);
	if (past !== undefined && past.decidedBy !== explained.digest)
		io.err(`decided by ${past.decidedBy}; this is what ${explained.digest} says of it`);
	io.out(json ? asJson(explained) : explanationLines(explained, { all: all || namesPath(rule) }).join("\n"));
	return EXIT.done;
});

/** What is asked for by path is told whatever it is; an id of the guard's names a rule that decides. */
function namesPath(rule: string | undefined): boolean {
	return rule !== undefined && (rule.startsWith("data.") || rule.includes("/"));
}

async function inputText(input: string, io: Io): Promise<string> {
	const asked = input === "-" ? await text(io.stdin) : await readFile(input, "utf8").catch(() => undefined);
	if (asked === undefined) throw new Refusal(`${input} cannot be read`);
	return asked;
}

async function pastInput(record: string, options: ServiceOptions & { readonly documents?: string[] | undefined }) {
	const asksService = options.url !== undefined || process.env.EDICT_URL !== undefined;
	const service = asksService ? await openService(options) : undefined;
	return recordInput(record, await openSupply({ releases: [], documents: options.documents ?? [] }, service));
}

function asJson({ explanation, result }: Explained): string {
	return JSON.stringify({ ...(result.ok ? { result: result.value } : { error: result.error }), explanation }, undefined, "\t");
}
