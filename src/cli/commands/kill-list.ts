// `edict kill list`: kill switches of the tenant, read where they hold.
import * as v from "valibot";
import { KillInfo } from "../../contract/kill.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE } from "../service.ts";

export const USAGE = `edict kill list [--all] [--url URL] [--key-file FILE] [--json]
  Lists the kill switches that hold: id, state, scope, since when, by whom and why.
  --all              those that were lifted or are over as well
${SERVICE_USAGE}

  edict kill list --url https://edict.example.com --key-file operator.key`;

const Page = v.object({ switches: v.array(KillInfo), next: v.optional(v.number()) });
const OPTIONS = { all: { type: "boolean", default: false }, ...SERVICE_OPTIONS } as const;

export const run = command(USAGE, OPTIONS, async (values, rest, io) => {
	if (rest.length > 0) throw misused("kill list takes options alone");
	const asked = new URLSearchParams({ limit: "200", ...(values.all ? {} : { on: "true" }) });
	const service = await openService(values);
	const switches: KillInfo[] = [];
	for (let more = true; more; ) {
		const page = v.safeParse(Page, await service.call("GET", `/v1/kill-switches?${asked}`));
		if (!page.success) throw new Refusal("the service did not answer as Edict does", EXIT.unavailable);
		switches.push(...page.output.switches);
		more = page.output.next !== undefined;
		asked.set("from", String(page.output.next));
	}
	io.out(values.json ? JSON.stringify({ switches }) : switches.map(line).join("\n") || "none holds");
	return EXIT.done;
});

function line({ id, state, scope, value, since, by, reason, expires_at, on }: KillInfo): string {
	const until = expires_at === undefined ? "until lifted" : `until ${new Date(expires_at).toISOString()}`;
	const where = value === undefined ? scope : `${scope} ${value}`;
	return [id, on ? state : "lifted", where, `since ${new Date(since).toISOString()}`, until, by, reason].join("  ");
}
