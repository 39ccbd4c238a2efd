// What processes cost: the core they may use, and the seconds of CPU they have used, as Linux tells.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** Hundredths of a second, on every Linux that runs Node. */
const TICKS_PER_SECOND = 100;

/** Keeps every thread of a process on one core; false where the system has no `taskset` or but one core. */
export function pin(pid: number, core: number): boolean {
	if (availableParallelism() < 2) return false;
	try {
		execFileSync("taskset", ["-acp", String(core), String(pid)], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

/** Seconds of CPU that a process has used, user and system; `undefined` where there is no /proc. */
export function cpuSeconds(pid: number): number | undefined {
	const fields = statOf(pid);
	return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The newest process of this name that was started by this one. */
export function childNamed(name: string): number | undefined {
	const children = pids().filter((pid) => statOf(pid)?.[1] === String(process.pid) && nameOf(pid) === name);
	return children.sort((a, b) => a - b).at(-1);
}

function pids(): number[] {
	try {
		return readdirSync("/proc").map(Number).filter(Number.isInteger);
	} catch {
		return [];
	}
}

/** Fields of /proc/<pid>/stat behind the name, which may hold anything: the state first, then the parent. */
function statOf(pid: number): string[] | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, "utf8");
		return text.slice(text.lastIndexOf(")") + 2).split(" ");
	} catch {
		return undefined;
	}
}

function nameOf(pid: number): string | undefined {
	try {
		return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
	} catch {
		return undefined;
	}
}
