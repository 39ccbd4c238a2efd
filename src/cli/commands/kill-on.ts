// `edict kill on`: stops, holds or pins at once, before all else.
import * as v from "valibot";
import { KillMade } from "../../contract/kill.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict kill on SCOPE [NAME] --reason TEXT [--state STATE] [--version DIGEST] [--role ROLE]… [--age CLASS]…
             [--channel CHANNEL]… [--minutes N] [--url URL] [--key-file FILE] [--json]
  SCOPE              global (the operator's tenant alone), tenant, app, stage, tool or cohort
  NAME               of the app, stage or tool
  --state STATE      refuse (default), review (hold for a person), pin (a version decides), block (of a tool: refuse)
  --version DIGEST   the version that is pinned; it was in force before
  --role, --age, --channel  who is in the cohort
  --minutes N        ends by itself; absent: it holds until it is lifted, a global one by two people
  --reason TEXT      why; it is kept
${SERVICE_USAGE}

  edict kill on app support-bot --reason "answers leak orders" --url https://edict.example.com --key-file operator.key`;

const text = { type: "string" } as const;
const list = { type: "string", multiple: true } as const;
const OPTIONS = {
	...{ reason: text, state: { type: "string", default: "refuse" } as const, version: text, minutes: text },
	...{ role: list, age: list, channel: list },
	...SERVICE_OPTIONS,
} as const;

export const run = command(USAGE, OPTIONS, async (values, [scope, value, ...rest], io) => {
	if (scope === undefined || rest.length > 0) throw misused("name one scope, and what in it");
	const { reason, state, version, minutes, role, age, channel } = values;
	if (reason === undefined) throw misused("say why: --reason TEXT");
	if (minutes !== undefined && !/^[1-9]\d{0,5}$/.test(minutes)) throw misused("--minutes must be a whole number");
	const cohort = {
		...(role === undefined ? {} : { roles: role }),
		...(age === undefined ? {} : { age_classes: age }),
		...(channel === undefined ? {} : { channels: channel }),
	};
	const service = await openService(values);
	const answer = await service.call("POST", "/v1/kill-switches", {
		switch: {
			...{ scope, state, reason },
			...(value === undefined ? {} : { value }),
			...(version === undefined ? {} : { version }),
			...(Object.keys(cohort).length === 0 ? {} : { cohort }),
			...(minutes === undefined ? {} : { expires_at: Date.now() + Number(minutes) * 60_000 }),
		},
	});
	const made = v.safeParse(KillMade, answer);
	if (!made.success) throw new Refusal("the service did not answer as Edict does", EXIT.unavailable);
	io.out(values.json ? JSON.stringify(made.output) : `${made.output.id} holds; every decision follows within two seconds`);
	return EXIT.done;
});
