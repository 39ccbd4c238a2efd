// `edict audit verify`: checks a tenant's whole log in a running service, or an evidence pack.
import { readFile, writeFile } from "node:fs/promises";
import { progressTo } from "../audit/progress.ts";
import { toHtml, toText } from "../audit/report.ts";
import { verifyPack } from "../audit/verify-pack.ts";
import { verifyService } from "../audit/verify-service.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService } from "../service.ts";

export const USAGE = `edict audit verify URL|PACK.zip [--state FILE] [--seen FILE]... [--witness VKEY]... [--vkey VKEY] [--evidence-key FINGERPRINT]
                   [--sample N] [--html FILE] [--key-file FILE] [--json]
  Of a service: that the log goes on from the last visit; every entry against its record, event or access; the chain of events
  without a gap; that each decision stands behind the event of its epoch and names a version that was activated; versions against
  digests and signatures; receipt keys. Erased entries are told apart. Of a pack: every byte, offline.
  Exit code: 0 all holds; 1 something does not; 2 wrong usage; 3 it could not be checked.
  --state FILE       what the last visit left, and how far this one is (default edict-audit.json); it is resumed
  --seen FILE        a checkpoint of this log that somebody else was shown: a split view is found
  --witness VKEY     verifier key of a witness
  --vkey VKEY        the log's key as you know it
  --sample N         decisions of a pack that are computed again (default 100)
  --html FILE        the report as one page
  --key-file FILE    a file that holds your key (edk_…), role auditor or admin; absent: EDICT_KEY

  edict audit verify https://edict.example.com --key-file auditor.key --html report.html`;

const OPTIONS = {
	state: { type: "string", default: "edict-audit.json" },
	seen: { type: "string", multiple: true },
	witness: { type: "string", multiple: true },
	vkey: { type: "string" },
	"evidence-key": { type: "string" },
	sample: { type: "string" },
	html: { type: "string" },
	"key-file": { type: "string" },
} as const;

export const run = command(USAGE, OPTIONS, async (values, [subject, ...rest], io) => {
	if (subject === undefined || rest.length > 0) throw misused("name one service by its address, or one pack");
	if (values.sample !== undefined && !/^\d{1,7}$/.test(values.sample)) throw misused("--sample must be a whole number");
	const { vkey } = values;
	const progress = progressTo(io);
	const report = /^https?:\/\//.test(subject)
		? await verifyService(await openService({ url: subject, "key-file": values["key-file"] }), {
				...{ state: values.state, witnesses: values.witness ?? [], seen: values.seen ?? [], onProgress: progress.step },
				...(vkey === undefined ? {} : { vkey }),
			})
		: await verifyPack(await bytesOf(subject), {
				...{ vkey, evidenceKey: values["evidence-key"], onProgress: (done, all) => progress.step("decisions", done, all) },
				...(values.sample === undefined ? {} : { sample: Number(values.sample) }),
			});
	progress.end();
	if (values.html !== undefined) {
		await writeFile(values.html, toHtml(`Audit of ${subject}`, report)).catch(() => {
			throw new Refusal(`${values.html} cannot be written`, EXIT.unavailable);
		});
	}
	io.out(values.json ? JSON.stringify(report) : toText(report));
	return report.findings.length === 0 ? EXIT.done : EXIT.refused;
});

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = await readFile(path).catch(() => {
		throw new Refusal(`${path} cannot be read`, EXIT.unavailable);
	});
	return new Uint8Array(bytes);
}
