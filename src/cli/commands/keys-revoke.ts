// `edict keys revoke`: no version that a key alone signed is loaded any more.
import { command, EXIT, misused } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict keys revoke FINGERPRINT --reason TEXT [--url URL] [--key-file FILE] [--json]
  Lets the signatures of a key count no more; that cannot be undone. Versions that it alone signed are loaded no more until
  another key of the tenant has signed them: publish them again with that key. Your own key must be of the role admin.
  --reason TEXT      why; it is kept
${SERVICE_USAGE}

  edict keys revoke sha256:… --reason "laptop lost" --url https://edict.example.com --key-file admin.key`;

const OPTIONS = { reason: { type: "string" }, ...SERVICE_OPTIONS } as const;

export const run = command(USAGE, OPTIONS, async (values, [fingerprint, ...rest], io) => {
	if (fingerprint === undefined || rest.length > 0) throw misused("name one key by its fingerprint");
	if (values.reason === undefined) throw misused("say why: --reason TEXT");
	const service = await openService(values);
	const path = `/v1/admin/signing-keys/${encodeURIComponent(fingerprint)}?reason=${encodeURIComponent(values.reason)}`;
	await service.call("DELETE", path);
	io.out(values.json ? JSON.stringify({ fingerprint, revoked: true }) : `${fingerprint} does not count any more`);
	return EXIT.done;
});
