// `npm run conformance -- opa-agent`: the trial with a real OPA agent at its full size, and its figures for docs/conformance.md.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { opaBinary, pinnedVersion } from "../test/interop/opa-binary.ts";
import { replaceSection } from "./conformance/section.ts";
import { startLocal } from "./local/server.ts";
import { agentSection, SECTION } from "./opa-agent/report.ts";
import { runTrial } from "./opa-agent/trial.ts";

const DECISIONS = Number(process.env.EDICT_AGENT_DECISIONS ?? 10_000);
const ACTIVATIONS = 10;
const DOCUMENT = join(import.meta.dirname, "../docs/conformance.md");

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
	const section = agentSection(report, await pinnedVersion());
	console.log(section);
	await writeFile(DOCUMENT, replaceSection(await readFile(DOCUMENT, "utf8"), SECTION, section));
	if (report.missing.length + report.twice.length + report.foreign + report.rejected > 0) process.exitCode = 1;
} finally {
	await local.stop();
	await rm(state, { recursive: true, force: true });
}
