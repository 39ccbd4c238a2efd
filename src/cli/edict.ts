// `edict`: noun and verb choose a command, each a file in commands/; it is loaded when it is called.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Command, EXIT, type Io } from "./command.ts";

/** Every command, with what it is for. A new one is a file in `commands/` and a line here. */
export const COMMANDS: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Command> }>> = {
	"audit export": { about: "make an evidence pack of decisions", load: () => import("./commands/audit-export.ts") },
	"audit receipt": { about: "check a receipt against the log", load: () => import("./commands/audit-receipt.ts") },
	"audit replay": { about: "compute recorded decisions again and compare", load: () => import("./commands/audit-replay.ts") },
	"audit verify": { about: "check a service's log, or a pack", load: () => import("./commands/audit-verify.ts") },
	"decisions what-if": {
		about: "ask about a past decision with other facts",
		load: () => import("./commands/decisions-what-if.ts"),
	},
	"exceptions approve": { about: "approve an exception", load: () => import("./commands/exceptions-approve.ts") },
	"exceptions list": { about: "list exceptions", load: () => import("./commands/exceptions-list.ts") },
	"exceptions new": { about: "ask for an exception to a rule", load: () => import("./commands/exceptions-new.ts") },
	"exceptions revoke": { about: "take an exception back", load: () => import("./commands/exceptions-revoke.ts") },
	"keys new": { about: "make a signing key", load: () => import("./commands/keys-new.ts") },
	"keys register": { about: "let a key's signatures count", load: () => import("./commands/keys-register.ts") },
	"keys revoke": { about: "let a key's signatures count no more", load: () => import("./commands/keys-revoke.ts") },
	"kill drill": { about: "measure how soon a kill switch refuses", load: () => import("./commands/kill-drill.ts") },
	"kill list": { about: "list kill switches", load: () => import("./commands/kill-list.ts") },
	"kill off": { about: "lift a kill switch", load: () => import("./commands/kill-off.ts") },
	"kill on": { about: "stop, hold or pin at once", load: () => import("./commands/kill-on.ts") },
	"policy build": { about: "compile Rego and data into a release", load: () => import("./commands/policy-build.ts") },
	"policy approve": { about: "approve a version, signed with one's own key", load: () => import("./commands/policy-approve.ts") },
	"policy history": { about: "tell what the channels of a policy led to", load: () => import("./commands/policy-history.ts") },
	"policy promote": { about: "take a version on, up to being in force", load: () => import("./commands/policy-promote.ts") },
	"policy reject": { about: "refuse a version for good", load: () => import("./commands/policy-reject.ts") },
	"policy request": { about: "ask for approvals of a version", load: () => import("./commands/policy-request.ts") },
	"policy retire": { about: "end a version that is not in force", load: () => import("./commands/policy-retire.ts") },
	"policy rollback": { about: "lead a channel back to the version before", load: () => import("./commands/policy-rollback.ts") },
	"policy status": { about: "tell where a version stands and what it lacks", load: () => import("./commands/policy-status.ts") },
	"policy test": {
		about: "run a policy's tests, and tell the service of it, signed",
		load: () => import("./commands/policy-test.ts"),
	},
	"policy withdraw": { about: "take one's own approval back", load: () => import("./commands/policy-withdraw.ts") },
	"policy diff": { about: "say what differs between two versions", load: () => import("./commands/policy-diff.ts") },
	"policy explain": { about: "say of each rule why it fired or did not", load: () => import("./commands/explain.ts") },
	"policy impact": {
		about: "say which recorded decisions a draft would change",
		load: () => import("./commands/policy-impact.ts"),
	},
	"policy publish": { about: "sign a release and hand it to the service", load: () => import("./commands/policy-publish.ts") },
};

/** Runs the command that the arguments name; gives the exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
	const [noun = "", verb = "", ...rest] = args;
	const chosen = Object.hasOwn(COMMANDS, `${noun} ${verb}`) ? COMMANDS[`${noun} ${verb}`] : undefined;
	if (chosen !== undefined) return (await chosen.load()).run(rest, io);
	const asked = args.length === 0 || args.some((arg) => ["help", "--help", "-h"].includes(arg));
	const known = Object.keys(COMMANDS).filter((name) => name.startsWith(`${noun} `));
	if (asked) io.out(overview(known));
	else io.err(`there is no command ${[noun, verb].join(" ").trim()}\n\n${overview(known)}`);
	return asked ? EXIT.done : EXIT.usage;
}

function overview(only: readonly string[]): string {
	const names = only.length > 0 ? only : Object.keys(COMMANDS);
	const width = Math.max(...names.map((name) => name.length));
	const lines = names.map((name) => `  edict ${name.padEnd(width)}  ${COMMANDS[name]?.about ?? ""}`);
	return `usage: edict NOUN VERB …\n\n${lines.join("\n")}\n\nedict NOUN VERB --help tells more, with an example.`;
}

// Installed, it is called by a link to it.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	const io: Io = { out: (text) => console.log(text), err: (text) => console.error(text), stdin: process.stdin };
	process.exitCode = await main(process.argv.slice(2), io);
}
