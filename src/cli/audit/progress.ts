// A line that says how far the work is, on a terminal; nothing where the output goes into a file.
import type { Io } from "../command.ts";

export function progressTo(_: Io): { step: (what: string, done: number, all?: number) => void; end: () => void } {
	const shown = process.stderr.isTTY === true;
	let last = 0;
	return {
		step: (what, done, all) => {
			const now = Date.now();
			if (!shown || (now - last < 200 && done !== all)) return;
			last = now;
			const part = all === undefined || all === 0 ? 0 : Math.floor((done / all) * 24);
			const bar = all === undefined ? "" : `[${"#".repeat(part).padEnd(24)}] ${Math.floor((done / Math.max(1, all)) * 100)} % `;
			process.stderr.write(`\r\u001b[K${bar}${done}${all === undefined ? "" : ` of ${all}`} ${what}`);
		},
		end: () => void (shown && process.stderr.write("\r\u001b[K")),
	};
}
