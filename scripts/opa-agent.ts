// `npm run conformance -- opa-agent`: the trial with a real OPA agent at its full size, and its figures for docs/conformance.md.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { opaBinary, pinnedVersion } from "../test/interop/opa-binary.ts";
import { startLocal } from "./local/server.ts";
import { runTrial } from "./opa-agent/trial.ts";

const DECISIONS = Number(process.env.EDICT_AGENT_DECISIONS ?? 10_000);
const ACTIVATIONS = 10;

const opa = await opaBinary(console.log);
if (opa === undefined) {
	console.error("There is no Go to build OPA with: https://go.dev/doc/install");
	process.exit(1);
}
const state = await mkdtemp(join(tmpdir(), "edict-agent-"));
const local = await startLocal({ port: 0, state });
try {
	const report = await runTrial({
		...{ opa, url: local.url, keys: local.keys, folder: join(state, "keys"), log: (line: string) => console.log(`  ${line}`) },
		...{ decisions: DECISIONS, activations: ACTIVATIONS },
	});
	const sorted = [...report.reachedMs].sort((a, b) => a - b).map(Math.round);
	console.log(`
| with OPA ${await pinnedVersion()} | |
|---|---|
| decisions through the agent | ${report.asked} in ${(report.decidedMs / 1000).toFixed(1)} s |
| of them in the ledger | ${report.asked - report.missing.length}; missing ${report.missing.length}, twice ${report.twice.length}, rejected ${report.rejected} |
| all recorded after | ${(report.recordedMs / 1000).toFixed(1)} s |
| a new activation at the agent after, n = ${sorted.length} | median ${sorted[Math.floor(sorted.length / 2)]} ms, slowest ${sorted.at(-1)} ms |
${report.tampered.map(({ how, view, ran }) => `| bundle ${how} | ${view.state}, fault ${view.bundles.find(({ error }) => error)?.error?.fault}; stayed on ${String(ran)} |`).join("\n")}`);
	if (report.missing.length + report.twice.length + report.foreign + report.rejected > 0) process.exitCode = 1;
} finally {
	await local.stop();
	await rm(state, { recursive: true, force: true });
}
