// Tables and a plot of simulated rollouts: how often they are stopped wrongly, and how long a worse candidate is not noticed.

import { threshold } from "../../src/control/rollout/guard.ts";
import { SHIPPED_MARGINS, SHIPPED_STEPS } from "../../src/control/rollout/shipped-plan.ts";
import { simulate, simulateGuard, type Traffic, upperBound } from "./rollout-runs.ts";

export type Progress = (text: string) => void;

const ALPHA = 0.05;
/** A rollout's steps and metrics share its chance of a wrong stop. */
const WHOLE = threshold({ steps: SHIPPED_STEPS, alpha: ALPHA, margins: SHIPPED_MARGINS });
const percent = (share: number, digits = 2) => `${(100 * share).toFixed(digits)} %`;

/** Null runs at the margin itself, where a wrong stop is likeliest. */
export function wrongStops(runs: number, progress: Progress): string {
	const rows = [false, true].flatMap((clustered) =>
		[0.01, 0.1, 0.5].map((share, at) => {
			const traffic: Traffic = { share, baseline: 0.05, candidate: 0.07, clustered };
			const found = simulate(traffic, { runs, blocks: 300, margin: 0.02, threshold: 1 / ALPHA, seed: 11 + at });
			const [guard, naive] = [found.guard, found.naive].map((each) => each.filter(Number.isFinite).length);
			progress(`null runs: ${clustered ? "clustered" : "independent"}, ${percent(share, 0)}: ${guard} of ${runs}`);
			const kind = clustered ? "clustered, heavy-tailed" : "independent";
			const bound = percent(upperBound(guard ?? 0, runs));
			return `| one test, ${kind} | ${percent(share, 0)} | ${guard} | ${bound} | ${percent((naive ?? 0) / runs, 1)} |`;
		}),
	);
	const margins = { refusal: 0.02, redaction: 0.02, error: 0.02, latency: 0.02 };
	const plan = { steps: SHIPPED_STEPS.slice(0, 5), margins, alpha: ALPHA };
	// Each is five steps of four metrics and the arms' ratio.
	const whole = Math.ceil(runs / 10);
	const told = (run: number) => void (run % 250 === 0 && progress(`whole rollouts: ${run} of ${whole}`));
	const stopped = simulateGuard(
		plan,
		{ baseline: 0.05, candidate: 0.07, clustered: true },
		{ runs: whole, subjects: 300, seed: 3 },
		told,
	);
	rows.push(`| whole rollout, clustered (${whole} runs) | all steps | ${stopped} | ${percent(upperBound(stopped, whole))} | |`);
	return [
		`| ${runs} null runs | share | wrong stops | upper 95 % bound | naive z-test over requests |`,
		"|---|---|---|---|---|",
		...rows,
	].join("\n");
}

export type Point = { readonly share: number; readonly effect: number; readonly median: number };

/** Candidate subjects until a whole rollout's evidence is enough; 5 % baseline, 2 points of margin, clustered traffic. */
export function delays(progress: Progress): { readonly table: string; readonly points: Point[] } {
	const rates = [0.1, 0.12, 0.15, 0.2, 0.3, 0.5, 1];
	const points: Point[] = [];
	const rows = rates.map((candidate) => {
		const cells = [0.01, 0.1, 0.5].map((share) => {
			const traffic: Traffic = { share, baseline: 0.05, candidate, clustered: true };
			const { guard } = simulate(traffic, { runs: 200, blocks: 6_000, margin: 0.02, threshold: WHOLE, seed: 5 });
			const sorted = guard.sort();
			const at = (quantile: number) => sorted[Math.floor(sorted.length * quantile)] ?? Number.POSITIVE_INFINITY;
			points.push({ share, effect: candidate - 0.07, median: at(0.5) });
			return `${told(at(0.5))} / ${told(at(0.9))}`;
		});
		progress(`delays: ${percent(candidate, 0)}`);
		return `| ${percent(candidate, 0)} | ${cells.join(" | ")} |`;
	});
	const head = ["| candidate's rate | at 1 % | at 10 % | at 50 % |", "|---|---|---|---|"];
	return { table: [...head, ...rows].join("\n"), points };
}

function told(subjects: number): string {
	return Number.isFinite(subjects) ? String(subjects) : "> 6000";
}

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 360, 64, 48];
const COLOURS = new Map([
	[0.01, "#b3261e"],
	[0.1, "#1a5fb4"],
	[0.5, "#26734d"],
]);

/** Median delay by effect, both logarithmic. */
export function delayPlot(points: readonly Point[]): string {
	const x = (effect: number) => LEFT + ((Math.log10(effect) + 2) / 2) * (WIDTH - LEFT - 20);
	const y = (median: number) => HEIGHT - BOTTOM - (Math.log10(median) / 4) * (HEIGHT - BOTTOM - 30);
	const shown = points.filter(({ median }) => Number.isFinite(median));
	const lines = [...COLOURS].map(([share, colour], at) => {
		const own = shown.filter((point) => point.share === share);
		const path = own.map(({ effect, median }) => `${x(effect).toFixed(1)},${y(median).toFixed(1)}`).join(" ");
		const legend = `<text x="${WIDTH - 150}" y="${50 + 18 * at}" fill="${colour}">step of ${percent(share, 0)}</text>`;
		return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${legend}`;
	});
	const ticks = [1, 10, 100, 1_000, 10_000].map(
		(n) =>
			`<text x="${LEFT - 8}" y="${y(n) + 4}" text-anchor="end">${n}</text><path d="M${LEFT} ${y(n)}H${WIDTH - 20}" stroke="#ddd"/>`,
	);
	const effects = [0.01, 0.03, 0.1, 0.3, 1].map(
		(n) => `<text x="${x(n)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${100 * n}</text>`,
	);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12"><title>Candidate subjects until a rollout is stopped, by how much worse the candidate is</title>
<rect width="100%" height="100%" fill="#fff"/>${ticks.join("")}${effects.join("")}
${lines.join("\n")}
<text x="${WIDTH / 2}" y="${HEIGHT - 8}" text-anchor="middle">rate above baseline and margin, percentage points</text>
<text x="12" y="18">candidate subjects until stopped (median)</text>
</svg>
`;
}
