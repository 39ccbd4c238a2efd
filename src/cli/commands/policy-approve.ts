// `edict policy approve`: approves a version under its tier's rules, signed with the approver's own key.
import { APPROVAL_PAYLOAD, type ApprovalStatement } from "../../contract/lifecycle.ts";
import { utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { signEnvelope } from "../../platform/dsse.ts";
import { command, Refusal } from "../command.ts";
import { openService, SERVICE_USAGE } from "../service.ts";
import { readSigningKey } from "../signing-key-file.ts";
import { STEP_OPTIONS, STEP_USAGE, statusOf, takeStep, versionOf } from "../version-commands.ts";

export const USAGE = `edict policy approve POLICY DIGEST --reason TEXT [--signing-key FILE] [--rules DIGEST] [--url URL] [--key-file FILE] [--json]
  Approves exactly this version under exactly the rules of its tier. Where the tier asks for signatures, sign with your own key,
  registered to you for approvals (edict keys register --purpose approval).
  --signing-key FILE your own key
  --rules DIGEST     refuse when the tier's rules are others than those that you have looked at
${STEP_USAGE}
${SERVICE_USAGE}

  edict policy approve guard sha256:… --signing-key ana.json --reason "Looked at the impact" --key-file ana.key`;

const OPTIONS = { ...STEP_OPTIONS, "signing-key": { type: "string" }, rules: { type: "string" } } as const;

export const run = command(USAGE, OPTIONS, async (values, positionals, io) => {
	const version = versionOf(positionals);
	const service = await openService(values);
	const { rules } = await statusOf(service, version);
	if (values.rules !== undefined && values.rules !== rules) {
		throw new Refusal(`the tier's rules are ${rules} now; look at them again: edict policy status`);
	}
	const file = values["signing-key"];
	if (file === undefined) return takeStep("approve", values, positionals, io, { rules });
	const key = await readSigningKey(file);
	const { tenant, principal } = (await service.call("GET", "/v1/whoami")) as { tenant: string; principal: string };
	const statement: ApprovalStatement = { v: 1, tenant, ...version, rules, principal, at: Date.now() };
	const envelope = await signEnvelope(APPROVAL_PAYLOAD, utf8(canonicalJson(statement)), [key]);
	return takeStep("approve", values, positionals, io, { rules, envelope });
});
