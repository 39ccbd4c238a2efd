// Unified differences of texts, by Myers' algorithm (An O(ND) Difference Algorithm, 1986), bounded in work.
import { MAX_DIFF_EDITS } from "../../platform/limits.ts";

type Edit = { readonly sign: " " | "-" | "+"; readonly line: string };
const CONTEXT = 3;

/** Unified hunks with three lines of context; empty when both are the same. */
export function unifiedDiff(from: string, to: string): string {
	if (from === to) return "";
	const edits = editsOf(linesOf(from), linesOf(to));
	const hunks: string[] = [];
	let [oldLine, newLine] = [1, 1];
	let open: { old: number; new: number; lines: string[]; until: number } | undefined;
	const close = () => {
		if (open === undefined) return;
		const olds = open.lines.filter((line) => !line.startsWith("+")).length;
		const news = open.lines.filter((line) => !line.startsWith("-")).length;
		hunks.push(`@@ -${open.old},${olds} +${open.new},${news} @@`, ...open.lines);
		open = undefined;
	};
	for (const [at, { sign, line }] of edits.entries()) {
		const near = edits.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((edit) => edit.sign !== " ");
		if (near) {
			open ??= { old: oldLine, new: newLine, lines: [], until: 0 };
			open.lines.push(`${sign}${line}`);
		} else close();
		if (sign !== "+") oldLine++;
		if (sign !== "-") newLine++;
	}
	close();
	return `${hunks.join("\n")}\n`;
}

function linesOf(text: string): string[] {
	return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** What is alike at both ends is set aside first: most changes are small. */
function editsOf(a: readonly string[], b: readonly string[]): Edit[] {
	let head = 0;
	while (head < a.length && head < b.length && a[head] === b[head]) head++;
	let tail = 0;
	while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
	const kept = (lines: readonly string[]) => lines.map((line): Edit => ({ sign: " ", line }));
	const middle = shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
	return [...kept(a.slice(0, head)), ...middle, ...kept(a.slice(a.length - tail))];
}

/** The shortest script; beyond the bound everything is taken out and put in, which is true and not short. */
function shortest(a: readonly string[], b: readonly string[]): Edit[] {
	const most = Math.min(a.length + b.length, MAX_DIFF_EDITS);
	const furthest = new Map<number, number>([[1, 0]]);
	const trace: Map<number, number>[] = [];
	for (let d = 0; d <= most; d++) {
		trace.push(new Map(furthest));
		for (let k = -d; k <= d; k += 2) {
			const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
			let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
			while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
			furthest.set(k, x);
			if (x >= a.length && x - k >= b.length) return backtrack(a, b, trace);
		}
	}
	return [...a.map((line): Edit => ({ sign: "-", line })), ...b.map((line): Edit => ({ sign: "+", line }))];
}

function backtrack(a: readonly string[], b: readonly string[], trace: readonly Map<number, number>[]): Edit[] {
	const edits: Edit[] = [];
	let [x, y] = [a.length, b.length];
	for (let d = trace.length - 1; d >= 0; d--) {
		const furthest = trace[d] as Map<number, number>;
		const k = x - y;
		const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
		const before = down ? k + 1 : k - 1;
		const startX = furthest.get(before) ?? 0;
		const startY = startX - before;
		while (x > startX && y > startY && x > 0 && y > 0) {
			x--;
			y--;
			edits.push({ sign: " ", line: a[x] as string });
		}
		if (d === 0) break;
		if (down) edits.push({ sign: "+", line: b[--y] as string });
		else edits.push({ sign: "-", line: a[--x] as string });
	}
	return edits.reverse();
}
