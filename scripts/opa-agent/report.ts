// What the trial with a real OPA agent writes into docs/conformance.md.
import type { TrialReport } from "./trial.ts";

export const SECTION = "Agents";

/** The section of a run, by the version of OPA that the agent was. */
export function agentSection(report: TrialReport, opa: string): string {
	const reached = [...report.reachedMs].sort((a, b) => a - b).map(Math.round);
	const median = reached[Math.floor(reached.length / 2)];
	const ledger = report.asked - report.missing.length;
	const tampered = report.tampered.map(
		({ how, view, ran, recovered }) =>
			`| bundle ${how} on its way | refused: \`${view.state}\`, fault \`${view.bundles.find(({ error }) => error)?.error?.fault}\`; stayed on ${String(ran)}, took ${recovered} when the true one was on offer |`,
	);
	return `## ${SECTION}

\`npm run conformance -- opa-agent\`: a real \`opa run\` (OPA ${opa}) with nothing but the service's address, its key and the signer's public key is configured by discovery, verifies what it pulls, decides, and reports; a proxy between changes bundles as an attacker would. One agent and the local service on one machine, two cores that had much other work to do.

| | |
|---|---|
| decisions through the agent, eight at once | ${report.asked.toLocaleString("en")} in ${(report.decidedMs / 1000).toFixed(1)} s |
| of them in the ledger, looked up by the ids that the agent gave | ${ledger.toLocaleString("en")}; missing ${report.missing.length}, twice ${report.twice.length}, rejected ${report.rejected} |
| from the last decision until all could be found | ${(report.recordedMs / 1000).toFixed(1)} s (the agent uploads every 5 to 15 s) |
| from an activation's answer to the agent's first decision by it, n = ${reached.length} | median ${median} ms, slowest ${reached.at(-1)} ms |
${tampered.join("\n")}
`;
}
