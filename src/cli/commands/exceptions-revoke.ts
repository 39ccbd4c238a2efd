// `edict exceptions revoke`: takes an exception back; decisions follow within two seconds.
import * as v from "valibot";
import { ExceptionMade } from "../../contract/exception.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict exceptions revoke ID --reason TEXT [--url URL] [--key-file FILE] [--json]
  What it covered counts again within two seconds. It cannot be given back; propose it anew.
  --reason TEXT      why; it is kept
${SERVICE_USAGE}

  edict exceptions revoke ex-12 --reason "reviewed" --url https://edict.example.com --key-file approver.key`;

const OPTIONS = { reason: { type: "string" }, ...SERVICE_OPTIONS } as const;

export const run = command(USAGE, OPTIONS, async (values, [named, ...rest], io) => {
	if (named === undefined || rest.length > 0) throw misused("name one exception by its id");
	if (values.reason === undefined) throw misused("say why: --reason TEXT");
	const service = await openService(values);
	const path = `/v1/exceptions/${encodeURIComponent(named)}/revoke`;
	const made = v.safeParse(ExceptionMade, await service.call("POST", path, { reason: values.reason }));
	if (!made.success) throw new Refusal("the service did not answer as Edict does", EXIT.unavailable);
	const { id, state } = made.output;
	io.out(values.json ? JSON.stringify(made.output) : `${id} is ${state}`);
	return EXIT.done;
});
