// `edict audit export`: an evidence pack of decisions, to be checked offline by anyone.
import { writeFile } from "node:fs/promises";
import * as v from "valibot";
import { Instant } from "../../contract/instant.ts";
import { makePack } from "../audit/pack.ts";
import { progressTo } from "../audit/progress.ts";
import { verifyPack } from "../audit/verify-pack.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";
import { readSigningKey } from "../signing-key-file.ts";

export const USAGE = `edict audit export -o PACK.zip --purpose TEXT --signing-key FILE [--app NAME] [--from TIME] [--to TIME]
                   [--witness VKEY]... [--vkey VKEY] [--url URL] [--key-file FILE] [--json]
  Makes one zip of decisions and all that is needed to check them: records with what opens their commitments, proofs, the
  checkpoint, control events, versions, documents, keys, and a program that checks it offline. Who asked, and for which purpose,
  becomes an entry of the log. Your own key must be of the role auditor or admin. The pack is checked before it is written.
  --signing-key FILE signs the pack: a key of its own purpose (edict keys new)
  --from, --to TIME  RFC 3339 or milliseconds; from is within, to is not
  --witness VKEY     verifier key of a witness whose cosignatures count
${SERVICE_USAGE}

  edict audit export -o pack.zip --app support-bot --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z --purpose "November audit" --signing-key evidence.json`;

const OPTIONS = {
	output: { type: "string", short: "o" },
	purpose: { type: "string" },
	"signing-key": { type: "string" },
	app: { type: "string" },
	from: { type: "string" },
	to: { type: "string" },
	witness: { type: "string", multiple: true },
	vkey: { type: "string" },
	...SERVICE_OPTIONS,
} as const;

export const run = command(USAGE, OPTIONS, async (values, positionals, io) => {
	const { output, purpose, app, vkey } = values;
	if (output === undefined || purpose === undefined || positionals.length > 0)
		throw misused("name the pack, -o FILE, and its --purpose");
	if (values["signing-key"] === undefined) throw misused("name the key to sign with: --signing-key FILE");
	const [from, to] = [instantOf(values.from, "--from"), instantOf(values.to, "--to")];
	const key = await readSigningKey(values["signing-key"]);
	const service = await openService(values);
	const progress = progressTo(io);
	const pack = await makePack(service, {
		...{ purpose, key, now: Date.now(), witnesses: values.witness ?? [], onProgress: progress.step },
		...(app === undefined ? {} : { app }),
		...(from === undefined ? {} : { from }),
		...(to === undefined ? {} : { to }),
		...(vkey === undefined ? {} : { vkey }),
	});
	const report = await verifyPack(pack, { evidenceKey: key.keyid, sample: 100 });
	progress.end();
	await writeFile(output, pack).catch(() => {
		throw new Refusal(`${output} cannot be written`);
	});
	if (values.json) io.out(JSON.stringify({ file: output, bytes: pack.length, fingerprint: key.keyid, ...report }));
	else io.out(`${output}: ${pack.length} bytes, ${report.checked.records ?? 0} records, signed by ${key.keyid}`);
	for (const { check, of, detail } of report.findings) io.err(`FINDING ${check}: ${of} ${detail}`);
	return report.findings.length === 0 ? EXIT.done : EXIT.refused;
});

function instantOf(text: string | undefined, name: string): number | undefined {
	if (text === undefined) return undefined;
	const read = v.safeParse(Instant, /^\d+$/.test(text) ? Number(text) : text);
	if (!read.success) throw misused(`${name} must be milliseconds or an RFC 3339 instant`);
	return read.output;
}
