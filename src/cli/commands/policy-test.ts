// `edict policy test`: runs a policy's Rego tests, and tells the service what they came to, signed.

import * as v from "valibot";
import { LIFECYCLE_ROUTES } from "../../contract/api-lifecycle.ts";
import type { ReleaseManifest } from "../../contract/bundle.ts";
import { digestOf } from "../../platform/digest.ts";
import { command, EXIT, misused } from "../command.ts";
import { attestations, runTests } from "../policy/attest.ts";
import { buildOf } from "../policy/release-of.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";
import { readSigningKey } from "../signing-key-file.ts";
import { pathOf } from "../version-commands.ts";

export const USAGE = `edict policy test FOLDER [--attest --signing-key FILE] [--url URL] [--key-file FILE] [--json]
  Runs the Rego tests of a folder of sources and tells how many lines they cover.
  --attest           builds the release and hands the service two statements about exactly that version: what its tests came
                     to, and which sources and compiler gave it. The version must be published
  --signing-key FILE signs them; registered for evidence (edict keys register --purpose evidence)
${SERVICE_USAGE}

  edict policy test examples/http-api --attest --signing-key evidence-key.json --key-file author.key`;

const OPTIONS = { attest: { type: "boolean", default: false }, "signing-key": { type: "string" }, ...SERVICE_OPTIONS } as const;

export const run = command(USAGE, OPTIONS, async (values, [folder, ...rest], io) => {
	if (folder === undefined || rest.length > 0) throw misused("name one folder of sources");
	const keyFile = values["signing-key"];
	if (values.attest && keyFile === undefined) throw misused("name the key to sign with: --signing-key FILE");
	const key = values.attest && keyFile !== undefined ? await readSigningKey(keyFile) : undefined;
	const tested = await runTests(folder);
	const fine = tested.failed.length === 0 && tested.passed.length > 0;
	const told: string[] = [];
	if (key !== undefined) {
		const service = await openService(values);
		const files = await buildOf(folder);
		const { policy } = JSON.parse(new TextDecoder().decode(files.manifest)) as ReleaseManifest;
		const version = { policy, digest: await digestOf(files.manifest) };
		for (const envelope of await attestations(files, tested, key, new Date())) {
			const answered = await service.call("POST", `${pathOf(version)}/evidence`, { envelope });
			told.push(v.parse(LIFECYCLE_ROUTES.addEvidence.response, answered).evidence.kind);
		}
	}
	if (values.json) io.out(JSON.stringify({ ...tested, evidence: told }));
	else {
		const evidence = told.length === 0 ? "" : `; evidence: ${told.join(", ")}`;
		io.out(
			`${tested.passed.length} passed, ${tested.failed.length} failed, ${tested.coverage} % of the lines covered${evidence}`,
		);
		for (const name of tested.failed) io.err(`failed: ${name}`);
	}
	return fine ? EXIT.done : EXIT.refused;
});
