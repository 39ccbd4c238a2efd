// The control database as the plane sees it, and what is done when it cannot be reached.
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import { failureName, type Log } from "../platform/log.ts";
import { err, ok, type Result } from "../platform/result.ts";

export type ControlDb = DrizzleD1Database;

/** Queries over a D1 binding. Cheap: it opens nothing. */
export function openControl(d1: D1Database): ControlDb {
	return drizzle(d1);
}

/** Messages of D1 after which a repeat makes sense; it repeats reads by itself, never writes. */
const TRANSIENT = /network connection lost|storage caused object to be reset|its code was updated|transient issue|is overloaded/i;
const WAITS_MS = [50, 200] as const;

/** Repeats work that D1 dropped on the way; the work must be safe to do twice. */
export async function persistent<T>(work: () => Promise<T>): Promise<T> {
	for (const wait of WAITS_MS) {
		try {
			return await work();
		} catch (error) {
			if (!isTransient(error)) throw error;
			await new Promise((resolve) => setTimeout(resolve, wait * Math.random()));
		}
	}
	return work();
}

/** Drizzle wraps what D1 threw, so the causes are read too. */
function isTransient(error: unknown): boolean {
	for (let at = error; at instanceof Error; at = at.cause) {
		if (TRANSIENT.test(at.message)) return true;
	}
	return false;
}

/** Turns a database that fails into a value, for callers that go on without it. */
export async function reachable<T>(log: Log, event: string, work: () => Promise<T>): Promise<Result<T, "unavailable">> {
	try {
		return ok(await work());
	} catch (error) {
		log("error", event, { failure: failureName(error) });
		return err("unavailable");
	}
}
