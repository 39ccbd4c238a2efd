// `edict kill off`: lifts a kill switch; a global one without an end takes two people.
import * as v from "valibot";
import { KillMade } from "../../contract/kill.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict kill off ID --reason TEXT [--url URL] [--key-file FILE] [--json]
  Lifts a kill switch. A global one without an end holds on until a second person has said so too.
  --reason TEXT      why; it is kept
${SERVICE_USAGE}

  edict kill off kill-31 --reason "cause removed" --url https://edict.example.com --key-file operator.key`;

const OPTIONS = { reason: { type: "string" }, ...SERVICE_OPTIONS } as const;

export const run = command(USAGE, OPTIONS, async (values, [named, ...rest], io) => {
	if (named === undefined || rest.length > 0) throw misused("name one kill switch by its id");
	if (values.reason === undefined) throw misused("say why: --reason TEXT");
	const service = await openService(values);
	const path = `/v1/kill-switches/${encodeURIComponent(named)}/release`;
	const made = v.safeParse(KillMade, await service.call("POST", path, { reason: values.reason }));
	if (!made.success) throw new Refusal("the service did not answer as Edict does", EXIT.unavailable);
	const { id, on } = made.output;
	io.out(values.json ? JSON.stringify(made.output) : `${id} ${on ? "holds until a second person lifts it" : "is lifted"}`);
	return EXIT.done;
});
