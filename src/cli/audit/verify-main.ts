// `node verify.mjs PACK.zip`: the verifier of a pack as a program of its own.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { toText } from "./report.ts";
import { verifyPack } from "./verify-pack.ts";

const USAGE = `usage: node verify.mjs PACK.zip [--evidence-key FINGERPRINT] [--vkey VKEY] [--sample N] [--json]
  Checks every byte of an evidence pack, offline. Exit code: 0 all holds; 1 something does not; 2 wrong usage; 3 it cannot be read.`;

async function main(): Promise<number> {
	const options = {
		"evidence-key": { type: "string" },
		vkey: { type: "string" },
		sample: { type: "string" },
		json: { type: "boolean" },
	} as const;
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	const [path] = positionals;
	if (path === undefined || positionals.length > 1) {
		console.error(USAGE);
		return 2;
	}
	const zip = await readFile(path).catch(() => undefined);
	if (zip === undefined) {
		console.error(`${path} cannot be read`);
		return 3;
	}
	const report = await verifyPack(new Uint8Array(zip), {
		evidenceKey: values["evidence-key"],
		vkey: values.vkey,
		...(values.sample === undefined ? {} : { sample: Number(values.sample) }),
	});
	console.log(values.json ? JSON.stringify(report) : toText(report));
	return report.findings.length === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
	console.error(error instanceof Error && error.message.startsWith("Unknown option") ? USAGE : "the pack could not be checked");
	return error instanceof Error && error.message.startsWith("Unknown option") ? 2 : 3;
});
