// `edict keys new`: makes a signing key.
import { toBase64Url } from "../../platform/bytes.ts";
import { command, EXIT, misused } from "../command.ts";
import { writeNewKey } from "../signing-key-file.ts";

export const USAGE = `edict keys new --out FILE [--json]
  Makes an Ed25519 signing key and writes it to FILE, which only you may read. What is printed is public.

  edict keys new --out release-key.json`;

export const run = command(USAGE, { out: { type: "string" } }, async ({ out, json }, positionals, io) => {
	if (out === undefined || positionals.length > 0) throw misused("name the file of the new key: --out FILE");
	const { keyid, publicRaw } = await writeNewKey(out);
	const told = { file: out, fingerprint: keyid, public_key: toBase64Url(publicRaw) };
	io.out(json ? JSON.stringify(told) : `${out}\nfingerprint ${told.fingerprint}\npublic key  ${told.public_key}`);
	return EXIT.done;
});
