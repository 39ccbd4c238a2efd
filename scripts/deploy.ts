// `npm run deploy`: checks what must be there, applies the migrations, deploys. First-time steps: docs/operations.md.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

const HELP = `Usage: npm run deploy -- [--dry-run] [--skip-check]

Applies the migrations of both databases to the account that wrangler is logged in to, then deploys the Worker.
  --dry-run     builds the Worker as it would be deployed and prints its size; touches no account
  --skip-check  does not rebuild the policy first to see that the committed release is what its sources give
Before the first deploy follow "First deploy" in docs/operations.md.
`;
const BUCKET = "edict-bundles";
const SECRETS = ["EDICT_RECEIPT_KEY", "EDICT_LOG_KEY", "EDICT_TOKEN_KEY"];

const { values } = parseArgs({
	options: { "dry-run": { type: "boolean" }, "skip-check": { type: "boolean" }, help: { type: "boolean" } },
});
if (values.help) {
	process.stdout.write(HELP);
	process.exit(0);
}
if (!values["skip-check"])
	run("The committed release is what its sources give", process.execPath, ["scripts/policy.ts", "build", "--check"]);
if (values["dry-run"]) {
	wrangler("Build the Worker", ["deploy", "--dry-run", "--outdir", "dist/worker"]);
	process.exit(0);
}
wrangler("Who am I", ["whoami"]);
const secrets = capture(["secret", "list", "--format", "json"]);
const missing = SECRETS.filter((name) => !secrets.includes(`"${name}"`));
if (missing.length > 0) {
	process.stderr.write(
		`Set the secrets first: ${missing.map((name) => `npx wrangler secret put ${name}`).join("; ")}. See docs/operations.md.\n`,
	);
	process.exit(1);
}
if (!capture(["r2", "bucket", "list"]).includes(BUCKET)) {
	process.stderr.write(`Make the bucket first: npx wrangler r2 bucket create ${BUCKET}. See docs/operations.md.\n`);
	process.exit(1);
}
for (const database of ["CONTROL", "LEDGER"])
	wrangler(`Migrate ${database}`, ["d1", "migrations", "apply", database, "--remote"]);
wrangler("Deploy", ["deploy"]);

function wrangler(what: string, args: string[]): void {
	run(what, join("node_modules", ".bin", "wrangler"), args);
}

function run(what: string, command: string, args: string[]): void {
	process.stderr.write(`== ${what}\n`);
	const { status } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
	if (status !== 0) {
		process.stderr.write(`Stopped: "${what}" failed.\n`);
		process.exit(status ?? 1);
	}
}

function capture(args: string[]): string {
	const { status, stdout } = spawnSync(join("node_modules", ".bin", "wrangler"), args, {
		encoding: "utf8",
		shell: process.platform === "win32",
	});
	return status === 0 ? stdout : "";
}
