// Lines of an export: records, alone or with what opens their commitments, each checked before it is replayed.
import { createHmac } from "node:crypto";
import * as v from "valibot";
import { AnyRecord } from "../../contract/record-data.ts";
import { fromBase64Url } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { COMMITMENT_KEY_BYTES } from "../../platform/commitment.ts";
import { err, ok, type Result } from "../../platform/result.ts";

export type Line = {
	readonly record: AnyRecord;
	/** Whether the line says what the record was committed to, and it is so. */
	readonly committed: boolean;
};

type Wrapped = { readonly record: unknown; readonly commitment?: unknown; readonly commitment_key?: unknown };

/** Why a line is no record: `id` where it can be told. */
export type LineFault = {
	readonly id?: string;
	/** `begin` and `end` are no damage: what an export says of itself in its first and last line. */
	readonly fault: "not-json" | "not-a-record" | "commitment" | "begin" | "end";
};

/**
 * Reads one line: a record as searches give it, or with `commitment` and `commitment_key` as `GET /v1/decisions/:id` and the
 * queue have it. What is damaged in a committed record is found here, whatever it would have done to the verdict.
 */
export function readLine(text: string): Result<Line, LineFault> {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return err({ fault: "not-json" });
	}
	const wrapper = typeof json === "object" && json !== null && "record" in json ? (json as Wrapped) : undefined;
	const record = wrapper === undefined ? json : wrapper.record;
	if (wrapper === undefined && isFrame(json)) return err({ fault: "export" in json ? "begin" : "end" });
	const id = idOf(record);
	const named = id === undefined ? {} : { id };
	if (!v.is(AnyRecord, record)) return err({ ...named, fault: "not-a-record" });
	if (wrapper === undefined) return ok({ record, committed: false });
	const { commitment, commitment_key: key } = wrapper;
	if (commitment === undefined && key === undefined) return ok({ record, committed: false });
	return opens(text, record, commitment, key) ? ok({ record, committed: true }) : err({ ...named, fault: "commitment" });
}

/** What stands before the record in canonical JSON of record, commitment and its key. */
const HEAD = /^\{"commitment":"[\w-]{1,64}","commitment_key":"[\w-]{1,64}",(?:"index":\d{1,16},)?"record":/;

/**
 * The same as `verifyCommitment` of the platform, at once: an export has many. In a canonical line the record's canonical JSON
 * stands as it is, and is written anew only where that does not open the commitment.
 */
function opens(line: string, record: unknown, commitment: unknown, key: unknown): boolean {
	const bytes = typeof key === "string" ? fromBase64Url(key) : undefined;
	if (bytes?.length !== COMMITMENT_KEY_BYTES) return false;
	const commits = (canonical: string) => createHmac("sha256", bytes).update(canonical).digest("base64url") === commitment;
	const head = HEAD.exec(line)?.[0];
	return (head !== undefined && commits(line.slice(head.length, -1))) || commits(canonicalJson(record));
}

/** The first and the last line of `POST /v1/decisions/export`. */
function isFrame(json: unknown): json is { readonly export?: unknown } {
	return typeof json === "object" && json !== null && ("export" in json || "end" in json) && Object.keys(json).length === 1;
}

function idOf(record: unknown): string | undefined {
	if (typeof record !== "object" || record === null || !("decision_id" in record)) return undefined;
	return typeof record.decision_id === "string" ? record.decision_id : undefined;
}
