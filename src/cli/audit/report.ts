// A report as text and as one HTML file.
import type { Report } from "./format.ts";

export function toText({ findings, checked, notes }: Report): string {
	const lines = Object.entries(checked).map(([what, n]) => `${String(n).padStart(8)}  ${what}`);
	for (const note of notes) lines.push(`note: ${note}`);
	for (const { check, of, detail } of findings) lines.push(`FINDING ${check}: ${of} ${detail}`);
	lines.push(findings.length === 0 ? "All that was checked holds." : `${findings.length} findings: this does not hold.`);
	return lines.join("\n");
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const row = (...cells: readonly (string | number)[]) =>
	`<tr>${cells.map((cell) => `<td>${escaped(String(cell))}</td>`).join("")}</tr>`;

/** Needs nothing from anywhere: no script, no font, no image. */
export function toHtml(title: string, { findings, checked, notes }: Report): string {
	const verdict = findings.length === 0 ? "All that was checked holds." : `${findings.length} findings.`;
	return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left;overflow-wrap:anywhere}
.bad{color:#a00}</style><h1>${escaped(title)}</h1><p class="${findings.length === 0 ? "" : "bad"}"><strong>${escaped(verdict)}</strong></p>
<h2>Checked</h2><table>${Object.entries(checked)
		.map(([what, n]) => row(what, n))
		.join("")}</table>
<h2>Findings</h2><table><tr><th>check<th>of<th>detail</tr>${findings.map(({ check, of, detail }) => row(check, of, detail)).join("")}</table>
<h2>Notes</h2><ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join("")}</ul></html>
`;
}
