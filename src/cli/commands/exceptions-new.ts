// `edict exceptions new`: asks for an exception to a rule; it holds when others have approved it.
import * as v from "valibot";
import { ExceptionMade } from "../../contract/exception.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict exceptions new RULE --days N --reason TEXT --control TEXT --owner NAME [--app APP]… [--role ROLE]…
                     [--age CLASS]… [--source SOURCE]… [--monitor] [--ticket ID] [--url URL] [--key-file FILE] [--json]
  Asks for an exception to a rule that may have one. As many others as the strictest app's tier asks for approve it.
  --days N           ends so many days from now: up to 30 in tier 1, 90 in others
  --reason TEXT      why; it is kept
  --control TEXT     what keeps the risk down meanwhile
  --owner NAME       who answers for it
  --app APP          only for the app; absent: all apps of the tenant
  --role, --age, --source  only for such subjects, and for documents of such a source
  --monitor          watch the rule instead of accepting what it finds; RULE * stands for all rules of the apps named
  --ticket ID        where it is talked about
${SERVICE_USAGE}

  edict exceptions new privacy.pii_in_output --app support-bot --days 30 --owner privacy \\
    --reason "contract 12 allows it" --control "answers are sampled daily" --url https://edict.example.com --key-file author.key`;

const DAY_MS = 86_400_000;
const list = { type: "string", multiple: true } as const;
const text = { type: "string" } as const;
const OPTIONS = {
	...{ days: text, reason: text, control: text, owner: text, ticket: text },
	...{ app: list, role: list, age: list, source: list, monitor: { type: "boolean", default: false } as const },
	...SERVICE_OPTIONS,
} as const;

export const run = command(USAGE, OPTIONS, async (values, [rule, ...rest], io) => {
	if (rule === undefined || rest.length > 0) throw misused("name one rule");
	const { days = "", reason, control, owner, ticket, app = [], role = [], age = [], source = [] } = values;
	if (!/^[1-9]\d{0,2}$/.test(days)) throw misused("say for how long: --days N");
	if (reason === undefined || control === undefined || owner === undefined) {
		throw misused("say why, what keeps the risk down, and who answers for it: --reason, --control, --owner");
	}
	const service = await openService(values);
	const answer = await service.call("POST", "/v1/exceptions", {
		...{ rule, mode: values.monitor ? "monitor" : "suppress", apps: app, roles: role, age_classes: age, sources: source },
		...{ reason, compensating_control: control, owner, expires_at: Date.now() + Number(days) * DAY_MS },
		...(ticket === undefined ? {} : { ticket }),
	});
	const made = v.safeParse(ExceptionMade, answer);
	if (!made.success) throw new Refusal("the service did not answer as Edict does", EXIT.unavailable);
	const { id, approvals_needed: needed } = made.output;
	io.out(values.json ? JSON.stringify(made.output) : `${id} is proposed; it takes ${needed} of others to approve it`);
	return EXIT.done;
});
