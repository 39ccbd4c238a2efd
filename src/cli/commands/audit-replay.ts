// `edict audit replay`: computes recorded decisions again and says of each whether the verdict is the recorded one, bit for bit.
import { NOT_REPLAYABLE, type NotReplayable, type Replayed } from "../../contract/replay.ts";
import { HOST_VERSION } from "../../platform/version.ts";
import { command, EXIT, misused } from "../command.ts";
import { RECORD_OPTIONS, RECORD_USAGE, runOver } from "../replay/options.ts";
import type { Total } from "../replay/run.ts";
import { replayWithOpa } from "../replay/with-opa.ts";
import { SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict audit replay [--export FILE] [--from TIME] [--to TIME] [--app NAME] [--base DIGEST] [--sample N] [--with-opa N]
                   [--release FOLDER]... [--documents FILE]... [--threads N] [--state FILE] [--url URL] [--key-file FILE] [--json]
  Computes decisions again from their records, each with the version and the documents that it names, and compares. Exit code:
  0 all that can be replayed are the same; 1 a verdict differs or a record is damaged; 3 the service is away.
${RECORD_USAGE}
  --with-opa N       asks OPA itself, which this command carries, about the first N of them too
${SERVICE_USAGE}

  edict audit replay --export records.ndjson --url https://edict.example.com --key-file auditor.key --state replay.state`;

const OPTIONS = { ...RECORD_OPTIONS, "with-opa": { type: "string" } } as const;

export const run = command(USAGE, OPTIONS, async (values, positionals, io) => {
	if (positionals.length > 0) throw misused("name the export with --export FILE");
	const asked = values["with-opa"];
	if (asked !== undefined && !/^[1-9]\d{0,4}$/.test(asked)) throw misused("--with-opa must be a whole number from 1 to 99999");
	const { total, seconds } = await runOver(values, undefined, io);
	const opa = asked === undefined ? undefined : await replayWithOpa(values, Number(asked));
	const { summary } = total;
	if (values.json) {
		const decisions = total.outcomes;
		const { passed, unlisted } = total;
		io.out(
			JSON.stringify({
				host: HOST_VERSION,
				summary,
				decisions,
				passed,
				unlisted,
				...(opa === undefined ? {} : { opa }),
				seconds,
			}),
		);
	} else io.out(told(total, seconds, opa));
	const cut = values.sample === undefined && total.open > 0;
	if (cut) io.err("The export has no end: it was cut off, and what is missing was not replayed.");
	const wrong = Number(cut) + summary.differs + summary.damaged + (opa?.differs.length ?? 0);
	return wrong === 0 ? EXIT.done : EXIT.refused;
});

function told(
	{ summary, outcomes, unlisted }: Total,
	seconds: number,
	opa: { same: number; differs: string[] } | undefined,
): string {
	const rate = Math.round(summary.records / seconds);
	const lines = [
		`${summary.records} records: ${summary.same} the same, bit for bit; ${summary.differs} differ; ${summary.damaged} damaged (${rate} a second)`,
	];
	for (const [reason, n] of Object.entries(summary.reasons))
		lines.push(`${n} not replayable: ${NOT_REPLAYABLE[reason as NotReplayable]}`);
	if (opa !== undefined)
		lines.push(`OPA itself: ${opa.same} the same, ${opa.differs.length} differ${opa.differs.map((id) => `\n  ${id}`).join("")}`);
	const wrong = outcomes.filter(({ status }) => status === "differs" || status === "damaged");
	lines.push(...wrong.map(lineOf));
	if (unlisted > 0) lines.push(`and ${unlisted} more`);
	return lines.join("\n");
}

function lineOf({ decision_id, status, differences = [], recorded_host: host }: Replayed): string {
	const at = differences.map(
		({ field, recorded, recomputed }) => `  ${field}: recorded ${JSON.stringify(recorded)}, now ${JSON.stringify(recomputed)}`,
	);
	return [`${decision_id || "a line"} ${status}${host === undefined ? "" : `, decided on ${host}`}`, ...at].join("\n");
}
