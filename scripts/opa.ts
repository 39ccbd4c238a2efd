// OPA for npm scripts and the desk: `node scripts/opa.ts check --strict rego`.
import { spawnSync } from "node:child_process";
import { opaCommand } from "../src/cli/opa.ts";

const { status, error } = spawnSync(...opaCommand(process.argv.slice(2)), { stdio: "inherit" });
if (error) throw error;
process.exit(status ?? 1);
