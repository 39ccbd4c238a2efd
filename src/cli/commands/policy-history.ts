// `edict policy history`: what the channels of a policy have led to, since when, by whom and why.
import * as v from "valibot";
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import { command, EXIT, misused } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict policy history POLICY [--channel NAME] [--limit N] [--url URL] [--key-file FILE] [--json]
  Tells what the channels of a policy have led to, newest first.
  --channel NAME     one channel alone
  --limit N          so many at the most; absent: 50
${SERVICE_USAGE}

  edict policy history guard --channel stable --key-file auditor.key`;

const OPTIONS = { ...SERVICE_OPTIONS, channel: { type: "string" }, limit: { type: "string" } } as const;

export const run = command(USAGE, OPTIONS, async (values, [policy, ...rest], io) => {
	if (policy === undefined || rest.length > 0) throw misused("name the policy");
	const { channel, limit } = values;
	const query = new URLSearchParams({ ...(channel && { channel }), ...(limit && { limit }) });
	const service = await openService(values);
	const answered = await service.call("GET", `/v1/policies/${encodeURIComponent(policy)}/history?${query}`);
	const { activations } = v.parse(CONTROL_ROUTES.policyHistory.response, answered);
	if (values.json) io.out(JSON.stringify(answered));
	else
		for (const { epoch, since, channel: on, revision, digest, by, reason } of activations) {
			io.out(`${epoch}  ${new Date(since).toISOString()}  ${on}  ${revision}  ${digest}  ${by}: ${reason}`);
		}
	return EXIT.done;
});
