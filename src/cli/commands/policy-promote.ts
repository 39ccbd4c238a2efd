// `edict policy promote`: takes a version one step on: tested, shadow, canary, or in force on a channel.
import * as v from "valibot";
import { CONTROL_ROUTES } from "../../contract/api-control.ts";
import { command, EXIT, misused } from "../command.ts";
import { openService, SERVICE_USAGE } from "../service.ts";
import { orderOf, STEP_OPTIONS, STEP_USAGE, takeStep, versionOf } from "../version-commands.ts";

export const USAGE = `edict policy promote POLICY DIGEST --reason TEXT [--to test|shadow|canary|stable] [--channel NAME] [--url URL] [--key-file FILE] [--json]
  Takes a version on, by as much as its tier lets it; what is missing is told.
  --to STATE         absent: stable, which puts it in force on the channel
  --channel NAME     absent: stable
${STEP_USAGE}
${SERVICE_USAGE}

  edict policy promote guard sha256:… --to canary --reason "Approved in CHG-7" --key-file operator.key`;

const OPTIONS = {
	...STEP_OPTIONS,
	to: { type: "string", default: "stable" },
	channel: { type: "string", default: "stable" },
} as const;

export const run = command(USAGE, OPTIONS, async (values, positionals, io) => {
	const { to, channel } = values;
	if (["test", "shadow", "canary"].includes(to)) return takeStep(to, values, positionals, io);
	if (to !== "stable") throw misused(`--to must be test, shadow, canary or stable, not ${to}`);
	const { policy, digest } = versionOf(positionals);
	const { ticket: _, ...order } = orderOf(values);
	const service = await openService(values);
	const answered = await service.call("POST", `/v1/policies/${encodeURIComponent(policy)}/activate`, {
		channel,
		digest,
		...order,
	});
	const { epoch, made } = v.parse(CONTROL_ROUTES.activatePolicy.response, answered);
	if (values.json) io.out(JSON.stringify(answered));
	else io.out(`${policy} ${digest} is in force on ${channel}, epoch ${epoch}${made ? "" : " (it was so already)"}`);
	return EXIT.done;
});
