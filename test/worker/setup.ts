// Runs before each test file in workerd: both databases get their migrations; storage is per test file.
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

await applyD1Migrations(env.CONTROL, env.CONTROL_MIGRATIONS);
await applyD1Migrations(env.LEDGER, env.LEDGER_MIGRATIONS);
