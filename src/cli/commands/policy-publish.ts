// `edict policy publish`: signs a release and hands it to the service, which checks and keeps it. Nothing is activated by it.
import * as v from "valibot";
import type { ReleaseManifest } from "../../contract/bundle.ts";
import { VersionInfo } from "../../contract/versions.ts";
import { command, EXIT, misused } from "../command.ts";
import { releaseOf } from "../policy/release-of.ts";
import { signRelease, uploadOf } from "../policy/upload.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";
import { readSigningKey } from "../signing-key-file.ts";

export const USAGE = `edict policy publish FOLDER --signing-key FILE [--url URL] [--key-file FILE] [--json]
  Signs the release in FOLDER and publishes it; of a folder of sources, the release that they give. The signing key must be
  registered (edict keys register); your own key must be of the role author, approver or admin. Nothing is activated by it.
  --signing-key FILE a registered key; repeat it to sign with several
${SERVICE_USAGE}

  edict policy publish build/http-api --signing-key release-key.json --url https://edict.example.com --key-file author.key`;

const OPTIONS = { "signing-key": { type: "string", multiple: true }, ...SERVICE_OPTIONS } as const;

export const run = command(USAGE, OPTIONS, async (values, [folder, ...rest], io) => {
	const keyFiles = values["signing-key"] ?? [];
	if (folder === undefined || rest.length > 0) throw misused("name one folder: a release, or sources");
	if (keyFiles.length === 0) throw misused("name the key to sign with: --signing-key FILE");
	const keys = await Promise.all(keyFiles.map(readSigningKey));
	const service = await openService(values);
	const files = await releaseOf(folder);
	const { policy } = JSON.parse(new TextDecoder().decode(files.manifest)) as ReleaseManifest;
	const upload = uploadOf(files, await signRelease(files, ...keys));
	const answered = await service.call("POST", `/v1/policies/${encodeURIComponent(policy)}/versions`, upload);
	const made = v.parse(VersionInfo, answered);
	if (values.json) io.out(JSON.stringify(made));
	else io.out(`${made.policy} ${made.revision} ${made.digest}\n${told(made)}`);
	return EXIT.done;
});

function told({ signed_by: signatures, tried_on: host }: VersionInfo): string {
	const by = signatures.map(({ principal }) => principal).join(", ");
	const tried = host === undefined ? "not loaded: this service has no loader" : `loaded and asked once on ${host}`;
	return `signed by ${by}; ${tried}`;
}
