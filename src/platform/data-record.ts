// Makes the record of a general policy's decision with its commitment: content in, keyed digests out.
import { isReservedName, NAME_PATTERN } from "../contract/names.ts";
import { DATA_RECORD_VERSION, type DataRecord, type LedgerMessage } from "../contract/record-data.ts";
import { toBase64Url } from "./bytes.ts";
import { commit, newCommitmentKey } from "./commitment.ts";
import type { Tokeniser } from "./token.ts";

/** A record but for what is made here; `input` and `result` as text that is the same for the same value (see `literalJson`). */
export type DataRecordParts = Omit<DataRecord, "v" | "kind" | "replayable" | "input" | "result" | "requested_by"> & {
	/** `undefined`: there was no input. */
	readonly inputText: string | undefined;
	/** `undefined`: the result is undefined, or an error. */
	readonly resultText: string | undefined;
	/** As the host saw it, raw. */
	readonly requestedBy?: string | undefined;
};

/**
 * The record with its commitment, ready to travel. The key of the commitment is random, or made of `subject`'s key and the
 * decision id, so that the same record made again gives the same commitment.
 */
export async function dataMessage(
	tokens: Pick<Tokeniser, "token" | "subjectKey">,
	parts: DataRecordParts,
	subject?: string,
): Promise<LedgerMessage> {
	const { inputText, resultText, requestedBy, ...rest } = parts;
	const { tenant } = rest;
	const [input, result, requested_by] = await Promise.all([
		inputText === undefined ? undefined : tokens.token(tenant, "input", inputText),
		resultText === undefined ? undefined : tokens.token(tenant, "result", resultText),
		requestedBy === undefined || requestedBy === "" ? undefined : tokens.token(tenant, "requester", requestedBy),
	]);
	const record: DataRecord = {
		v: DATA_RECORD_VERSION,
		kind: "data",
		...rest,
		replayable: false,
		...(input === undefined ? {} : { input }),
		...(result === undefined ? {} : { result }),
		...(requested_by === undefined ? {} : { requested_by }),
	};
	const key = await newCommitmentKey(
		subject === undefined ? undefined : await tokens.subjectKey(tenant, subject),
		subject === undefined ? undefined : record.decision_id,
	);
	return { record, commitment_key: toBase64Url(key), commitment: await commit(key, record) };
}

/** Whether a text has a name's form; one that looks like a token and is none of ours must not pass for one. */
export function isPlainName(text: string): boolean {
	return NAME_PATTERN.test(text) && !isReservedName(text) && !text.startsWith("t1.");
}

/** A text where it has a name's form, its token where it has not: what has no name's form may be content. */
export function nameOrToken(tokens: Pick<Tokeniser, "token">, tenant: string, text: string): string | Promise<string> {
	return isPlainName(text) ? text : tokens.token(tenant, "name", text);
}
