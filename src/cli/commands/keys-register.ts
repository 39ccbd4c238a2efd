// `edict keys register`: lets the signatures of a key count, as those of a principal.
import * as v from "valibot";
import { SigningKeyInfo } from "../../contract/versions.ts";
import { toBase64Url } from "../../platform/bytes.ts";
import { command, EXIT, misused } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";
import { readSigningKey } from "../signing-key-file.ts";

export const USAGE = `edict keys register --signing-key FILE --principal NAME [--purpose release|evidence|approval] [--url URL] [--key-file FILE] [--json]
  Lets the signatures of a key count for your tenant, as those of NAME. Your own key must be of the role admin. Only the
  public half leaves this machine.
  --signing-key FILE the key, as edict keys new wrote it
  --principal NAME   the person or machine whose key it is
  --purpose NAME     what it may sign: release (default), evidence about one, or its owner's approvals
${SERVICE_USAGE}

  edict keys register --signing-key release-key.json --principal policy-build --url https://edict.example.com --key-file admin.key`;

const OPTIONS = {
	"signing-key": { type: "string" },
	principal: { type: "string" },
	purpose: { type: "string", default: "release" },
	...SERVICE_OPTIONS,
} as const;

export const run = command(USAGE, OPTIONS, async (values, positionals, io) => {
	const { "signing-key": file, principal, purpose } = values;
	if (file === undefined || principal === undefined || positionals.length > 0) {
		throw misused("name the key and whose it is: --signing-key FILE --principal NAME");
	}
	const { publicRaw } = await readSigningKey(file);
	const service = await openService(values);
	const body = { public_key: toBase64Url(publicRaw), principal, purpose };
	const made = v.parse(SigningKeyInfo, await service.call("POST", "/v1/admin/signing-keys", body));
	io.out(values.json ? JSON.stringify(made) : `${made.fingerprint} counts as a signature of ${made.principal}`);
	return EXIT.done;
});
