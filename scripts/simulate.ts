// `npm run simulate -- rollout`: the guard's error rates and delays, and the load of pointers, into docs/rollout.md and its plot.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pointerLoad } from "./simulate/pointer.ts";
import { delayPlot, delays, type Progress, wrongStops } from "./simulate/rollout-report.ts";

const DOCS = join(import.meta.dirname, "../docs");
const progress: Progress = (text) => process.stderr.write(`${text}\n`);

const [what, runs = "10000"] = process.argv.slice(2);
if (what !== "rollout" || !(Number(runs) > 0)) {
	console.error("usage: npm run simulate -- rollout [RUNS]");
	process.exit(2);
}
const page = join(DOCS, "rollout.md");
let text = await readFile(page, "utf8");
text = section(text, "wrong-stops", wrongStops(Number(runs), progress));
const found = delays(progress);
text = section(text, "delays", found.table);
text = section(text, "pointer", pointerLoad(progress));
await writeFile(join(DOCS, "rollout-delay.svg"), delayPlot(found.points));
await writeFile(page, text);
progress("docs/rollout.md and docs/rollout-delay.svg are written");

/** Puts a table between its two marks. */
function section(text: string, name: string, table: string): string {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`the page has no section ${name}`);
	return `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`;
}
