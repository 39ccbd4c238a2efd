// `edict exceptions list`: exceptions of the tenant, those that changed last first.
import * as v from "valibot";
import { ExceptionInfo } from "../../contract/exception.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict exceptions list [--state STATE] [--app APP] [--ending-within DAYS] [--url URL] [--key-file FILE] [--json]
  Lists exceptions: id, state, rule, apps, end, owner.
  --state STATE         proposed, scheduled, active, expired, revoked or rejected
  --app APP             those that cover the app
  --ending-within DAYS  those that end within so many days
${SERVICE_USAGE}

  edict exceptions list --ending-within 14 --url https://edict.example.com --key-file auditor.key`;

const DAY_MS = 86_400_000;
const Page = v.object({ exceptions: v.array(ExceptionInfo), next: v.optional(v.number()) });
const OPTIONS = {
	...{ state: { type: "string" } as const, app: { type: "string" } as const, "ending-within": { type: "string" } as const },
	...SERVICE_OPTIONS,
} as const;

export const run = command(USAGE, OPTIONS, async (values, rest, io) => {
	if (rest.length > 0) throw misused("exceptions list takes options alone");
	const within = values["ending-within"];
	if (within !== undefined && !/^\d{1,4}$/.test(within)) throw misused("--ending-within must be a number of days");
	const asked = new URLSearchParams({ limit: "200" });
	if (values.state !== undefined) asked.set("state", values.state);
	if (values.app !== undefined) asked.set("app", values.app);
	if (within !== undefined) asked.set("expiring_before", String(Date.now() + Number(within) * DAY_MS));
	const service = await openService(values);
	const all: ExceptionInfo[] = [];
	for (let more = true; more; ) {
		const page = v.safeParse(Page, await service.call("GET", `/v1/exceptions?${asked}`));
		if (!page.success) throw new Refusal("the service did not answer as Edict does", EXIT.unavailable);
		all.push(...page.output.exceptions);
		more = page.output.next !== undefined;
		asked.set("from", String(page.output.next));
	}
	io.out(values.json ? JSON.stringify({ exceptions: all }) : all.map(line).join("\n") || "there are none");
	return EXIT.done;
});

function line({ id, state, rule, mode, apps, expires_at, owner }: ExceptionInfo): string {
	const where = apps.length === 0 ? "all apps" : apps.join(", ");
	return [id, state, rule, mode, where, `until ${new Date(expires_at).toISOString()}`, owner].join("  ");
}
