// Whether the committed migrations say what the schemas say: generating again must find nothing to do.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const DATABASES = {
	control: [
		"./src/control/schema.ts",
		"./src/control/version-schema.ts",
		"./src/control/lifecycle-schema.ts",
		"./src/control/opa-management/agent-schema.ts",
	],
	ledger: ["./src/ledger/schema.ts", "./src/decide/schema.ts"],
} as const;

let stale = false;
for (const [name, schema] of Object.entries(DATABASES)) {
	const folder = mkdtempSync(join(tmpdir(), "edict-migrations-"));
	try {
		cpSync(join("migrations", name), folder, { recursive: true });
		const before = readdirSync(folder).length;
		const config = `${folder}.config.json`;
		writeFileSync(config, JSON.stringify({ dialect: "sqlite", schema, out: relative(".", folder) }));
		const run = spawnSync(join("node_modules", ".bin", "drizzle-kit"), ["generate", "--config", relative(".", config)], {
			encoding: "utf8",
			shell: process.platform === "win32",
		});
		if (run.status !== 0) throw new Error(`drizzle-kit failed for ${name}:\n${run.stdout}${run.stderr}`);
		if (readdirSync(folder).length !== before) {
			stale = true;
			console.error(`migrations/${name} lacks a change of its schema; run: npm run generate`);
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
		rmSync(`${folder}.config.json`, { force: true });
	}
}
process.exit(stale ? 1 : 0);
