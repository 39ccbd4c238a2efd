// `edict kill drill`: measures how soon a kill switch would refuse, without refusing anyone.
import * as v from "valibot";
import { DrillReport } from "../../contract/kill.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict kill drill APP --reason TEXT [--url URL] [--key-file FILE] [--json]
  Throws a switch that only the drill's own requests meet, and measures the time to the first refusal, and after it was lifted
  to the first decision that is none. Ends with 1 when either took too long.
  --reason TEXT      why; it is kept
${SERVICE_USAGE}

  edict kill drill support-bot --reason "monthly drill" --url https://edict.example.com --key-file operator.key`;

const OPTIONS = { reason: { type: "string" }, ...SERVICE_OPTIONS } as const;

export const run = command(USAGE, OPTIONS, async (values, [app, ...rest], io) => {
	if (app === undefined || rest.length > 0) throw misused("name one app");
	if (values.reason === undefined) throw misused("say why: --reason TEXT");
	const service = await openService(values);
	const answer = await service.call("POST", "/v1/kill-switches/drill", { app, reason: values.reason });
	const made = v.safeParse(DrillReport, answer);
	if (!made.success) throw new Refusal("the service did not answer as Edict does", EXIT.unavailable);
	const { refused_ms, released_ms, passed, decisions } = made.output;
	const told = (ms: number | undefined) => (ms === undefined ? "never" : `after ${ms} ms`);
	const said = `refused ${told(refused_ms)}, released ${told(released_ms)}, ${decisions} decisions`;
	io.out(values.json ? JSON.stringify(made.output) : said);
	return passed ? EXIT.done : EXIT.refused;
});
