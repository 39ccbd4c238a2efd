// `edict policy rollback`: leads a channel back to the version before, or to a named one.
import * as v from "valibot";
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import { command, EXIT, misused } from "../command.ts";
import { openService, SERVICE_USAGE } from "../service.ts";
import { orderOf, STEP_OPTIONS, STEP_USAGE } from "../version-commands.ts";

export const USAGE = `edict policy rollback POLICY --reason TEXT [--to DIGEST] [--channel NAME] [--url URL] [--key-file FILE] [--json]
  Leads a channel back to the version that was in force before, or to a named one that it led to. Decisions follow within two
  seconds. The version that is left comes again only by all that its tier asks.
  --to DIGEST        absent: the version before
  --channel NAME     absent: stable
${STEP_USAGE}
${SERVICE_USAGE}

  edict policy rollback guard --reason "Refuses too much" --key-file operator.key`;

const OPTIONS = { ...STEP_OPTIONS, to: { type: "string" }, channel: { type: "string", default: "stable" } } as const;

export const run = command(USAGE, OPTIONS, async (values, [policy, ...rest], io) => {
	if (policy === undefined || rest.length > 0) throw misused("name the policy");
	const { channel, to } = values;
	const { ticket: _, ...order } = orderOf(values);
	const service = await openService(values);
	const body = { channel, ...(to && { to }), ...order };
	const answered = await service.call("POST", `/v1/policies/${encodeURIComponent(policy)}/rollback`, body);
	const { digest, epoch, made } = v.parse(CONTROL_ROUTES.rollbackPolicy.response, answered);
	if (values.json) io.out(JSON.stringify(answered));
	else io.out(`${policy} ${channel} leads to ${digest} again, epoch ${epoch}${made ? "" : " (it was so already)"}`);
	return EXIT.done;
});
