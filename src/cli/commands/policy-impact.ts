// `edict policy impact`: asks a draft about recorded decisions and says which would have been otherwise.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { IN_TOTO_PAYLOAD, impactStatement } from "../../eval/replay/statement.ts";
import { utf8 } from "../../platform/bytes.ts";
import { signEnvelope } from "../../platform/dsse.ts";
import { command, EXIT, type Io, misused } from "../command.ts";
import { impactReport } from "../replay/impact-report.ts";
import { RECORD_OPTIONS, RECORD_USAGE, type RecordOptions, runOver } from "../replay/options.ts";
import type { Total } from "../replay/run.ts";
import { SERVICE_USAGE } from "../service.ts";
import { readSigningKey } from "../signing-key-file.ts";

export const USAGE = `edict policy impact --draft FOLDER|DIGEST [--export FILE] [--from TIME] [--to TIME] [--app NAME] [--base DIGEST] [--sample N]
                    [--out FILE --signing-key FILE] [--release FOLDER]... [--documents FILE]... [--threads N] [--state FILE]
                    [--url URL] [--key-file FILE] [--json]
  Computes recorded decisions again under a draft, with the configuration, exceptions and kill switches of their time, and counts
  what would have been otherwise: by decision, rule, app and stage, and each decision that changes.
  --draft            a release, sources (compiled first), or the digest of a published version
${RECORD_USAGE}
  --out FILE         writes the result as evidence: an in-toto statement about the draft and the versions that decided, in DSSE
  --signing-key FILE signs the evidence; a key that is registered (edict keys register)
${SERVICE_USAGE}

  edict policy impact --draft rego --export records.ndjson --app support-bot --sample 10000`;

const OPTIONS = {
	...RECORD_OPTIONS,
	draft: { type: "string" },
	out: { type: "string" },
	"signing-key": { type: "string" },
} as const;

export const run = command(USAGE, OPTIONS, async (values, positionals, io) => {
	const { draft: named, out, "signing-key": keyFile } = values;
	if (named === undefined || positionals.length > 0) throw misused("name the draft: --draft FOLDER or --draft sha256:…");
	if ((out === undefined) !== (keyFile === undefined)) throw misused("evidence needs both --out FILE and --signing-key FILE");
	const { total, draft = named, seconds } = await runOver(values, named, io);
	if (out !== undefined && keyFile !== undefined) await writeEvidence(out, keyFile, draft, values, total);
	if (values.json) {
		const { counts, changed, unlisted, passed } = total;
		io.out(JSON.stringify({ draft, counts, changed, unlisted, passed, damaged: total.summary.damaged, seconds }));
	} else told(io, draft, total, seconds);
	return total.summary.damaged > 0 ? EXIT.refused : EXIT.done;
});

function told(io: Io, draft: string, total: Total, seconds: number): void {
	io.out(impactReport(draft, total.counts, total.changed));
	if (total.summary.damaged > 0) io.err(`${total.summary.damaged} lines are damaged and were not compared`);
	io.err(`${Math.round(total.counts.records / seconds)} records a second`);
}

async function writeEvidence(
	out: string,
	keyFile: string,
	draft: string,
	values: RecordOptions,
	{ counts }: Total,
): Promise<void> {
	const { from, to, app, base } = values;
	const filter = Object.fromEntries(Object.entries({ from, to, app, base }).filter(([, value]) => value !== undefined));
	const records = values.export === undefined ? undefined : await fileDigest(values.export);
	const statement = impactStatement({ draft, counts, filter, records, at: Date.now() });
	const envelope = await signEnvelope(IN_TOTO_PAYLOAD, utf8(statement), [await readSigningKey(keyFile)]);
	await writeFile(out, `${JSON.stringify(envelope)}\n`);
}

async function fileDigest(file: string): Promise<string> {
	const hash = createHash("sha256");
	for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
	return `sha256:${hash.digest("hex")}`;
}
