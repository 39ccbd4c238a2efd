// `edict policy explain`: evaluates one input and says of each rule whether it fired, and if not, which expression stopped it.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { ExplainLevel } from "../../contract/explanation.ts";
import { type Explained, explainerOf } from "../policy/explainer.ts";
import { explanationLines } from "../policy/explanation-lines.ts";
import { SOURCES_AT_FAULT } from "../policy/inspect.ts";

/** Where a command's words go, and where it reads what comes through a pipe. */
export type Io = {
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
	readonly stdin: NodeJS.ReadableStream;
};

export const USAGE = `edict policy explain FOLDER --input FILE [--level notes|fails|full] [--rule RULE] [--entrypoint PATH] [--all] [--json]
  FOLDER         a release, or the sources of one (they are compiled first)
  --input FILE   JSON that the policy is asked about, - for standard input; of the guard a policy input, or a request as
                 POST /v1/decide takes it
  --level        fails (default): why rules did not fire; full: every step, with variables; notes: what print wrote
  --rule RULE    only this rule, by id (privacy.pii_in_output) or path (data.a.b)
  --entrypoint   which of the policy's entrypoints is asked (a/b); absent: the only one, or the first
  --all          of the guard the rules that the policy's own rules use, too; of any policy those that nothing asked for, too
  --json         the explanation as POST /v1/decide?explain= gives it`;

const OPTIONS = {
	input: { type: "string" },
	level: { type: "string", default: "fails" },
	rule: { type: "string" },
	entrypoint: { type: "string" },
	all: { type: "boolean", default: false },
	json: { type: "boolean", default: false },
	help: { type: "boolean", short: "h", default: false },
} as const;

/** Exit code: 0 explained, 1 it could not be. */
export async function run(args: readonly string[], io: Io): Promise<number> {
	const fail = (message: string) => {
		io.err(message);
		return 1;
	};
	let parsed: ReturnType<typeof parse>;
	try {
		parsed = parse(args);
	} catch (error) {
		return fail(`${(error as Error).message.split(". ")[0]}\n${USAGE}`);
	}
	const { values, positionals } = parsed;
	if (values.help) {
		io.out(USAGE);
		return 0;
	}
	const [folder] = positionals;
	const level = v.safeParse(ExplainLevel, values.level);
	if (folder === undefined || positionals.length !== 1) return fail(`name one folder\n${USAGE}`);
	if (values.input === undefined) return fail(`name the input: --input FILE\n${USAGE}`);
	if (!level.success) return fail(`--level must be notes, fails or full, not ${values.level}`);
	const json = values.input === "-" ? await text(io.stdin) : await readFile(values.input, "utf8").catch(() => undefined);
	if (json === undefined) return fail(`${values.input} cannot be read`);
	try {
		const { entrypoint, rule, all } = values;
		const explainer = await explainerOf(folder);
		const explained = await explainer.explain(json, { level: level.output, entrypoint, rule });
		if (rule !== undefined && explained.explanation.rules.length === 0 && level.output !== "notes")
			return fail(`there is no rule ${rule}`);
		io.out(values.json ? asJson(explained) : explanationLines(explained, { all: all || rule !== undefined }).join("\n"));
		return 0;
	} catch (error) {
		if (!(error instanceof Error) || error.cause !== SOURCES_AT_FAULT) throw error;
		return fail(error.message.trim());
	}
}

function parse(args: readonly string[]) {
	return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
}

function asJson({ explanation, result }: Explained): string {
	return JSON.stringify({ ...(result.ok ? { result: result.value } : { error: result.error }), explanation }, undefined, "\t");
}
