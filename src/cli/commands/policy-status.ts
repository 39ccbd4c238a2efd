// `edict policy status`: where a version stands, and what each next step lacks.
import type { VersionStatus } from "../../contract/lifecycle.ts";
import { command, EXIT } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";
import { statusOf, versionOf } from "../version-commands.ts";

export const USAGE = `edict policy status POLICY DIGEST [--url URL] [--key-file FILE] [--json]
  Tells the state of a version, its evidence and approvals, and for each command that the state takes what is missing.
${SERVICE_USAGE}

  edict policy status guard sha256:… --url https://edict.example.com --key-file author.key`;

export const run = command(USAGE, SERVICE_OPTIONS, async (values, positionals, io) => {
	const version = versionOf(positionals);
	const status = await statusOf(await openService(values), version);
	io.out(values.json ? JSON.stringify(status) : lines(status).join("\n"));
	return EXIT.done;
});

function lines(status: VersionStatus): string[] {
	const { policy, revision, digest, state, tier, paused, evidence, approvals, next } = status;
	return [
		`${policy} ${revision} ${digest}`,
		`${state}, tier ${tier}${paused === undefined ? "" : `, rollout stopped by ${paused}`}`,
		...evidence.map(
			({ kind, result, principal, revoked }) => `evidence  ${kind} ${result} by ${principal}${revoked ? ", revoked" : ""}`,
		),
		...approvals.map(({ principal, role, withdrawn }) => `approval  ${principal} (${role})${withdrawn ? ", withdrawn" : ""}`),
		...Object.entries(next).flatMap(([name, missing]) => [
			`${name}: ${missing.length === 0 ? "nothing is missing" : ""}`.trimEnd(),
			...missing.map(({ requirement, detail }) => `  ${requirement}: ${detail}`),
		]),
	];
}
