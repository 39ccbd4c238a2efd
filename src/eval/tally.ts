// Counts decisions by set and writes them as a table with intervals.
import type { Decision } from "../contract/decision.ts";
import type { Case } from "./cases.ts";
import { wilson } from "./statistics.ts";

export type Tally = {
	set: string;
	wanted: Case["wanted"];
	n: number;
	allow: number;
	redact: number;
	refuse: number;
	flagged: number;
};

export function addTo(tallies: Map<string, Tally>, item: Pick<Case, "set" | "wanted">, decision: Decision): void {
	const tally = tallies.get(item.set) ?? { set: item.set, wanted: item.wanted, n: 0, allow: 0, redact: 0, refuse: 0, flagged: 0 };
	tally.n += 1;
	tally[decision.decision] += 1;
	if (decision.decision === "allow" && decision.reasons.length > 0) tally.flagged += 1;
	tallies.set(item.set, tally);
}

const percent = (share: number) => (share * 100).toFixed(1);

/** A Markdown table; the interval is Wilson's at 95 %, of what the set asks for (stopped, let pass, redacted). */
export function tallyTable(tallies: readonly Tally[]): string {
	const head =
		"| set | wanted | n | allow % | of it flagged % | redact % | refuse % | as wanted % (95 % interval) |\n|---|---|---:|---:|---:|---:|---:|---|\n";
	const rows = tallies.map((tally) => {
		const good = asWanted(tally);
		const { low, high } = wilson(good ?? 0, tally.n);
		const claim = good === undefined ? "–" : `${percent(good / tally.n)} (${percent(low)}–${percent(high)})`;
		const share = (part: number) => percent(part / tally.n);
		return `| ${tally.set} | ${tally.wanted} | ${tally.n} | ${share(tally.allow)} | ${share(tally.flagged)} | ${share(tally.redact)} | ${share(tally.refuse)} | ${claim} |`;
	});
	return `${head}${rows.join("\n")}\n`;
}

function asWanted(tally: Tally): number | undefined {
	switch (tally.wanted) {
		case "stop":
			return tally.refuse;
		case "pass":
			return tally.allow;
		case "redact":
			return tally.redact + tally.refuse;
		case "open":
			return undefined;
	}
}
