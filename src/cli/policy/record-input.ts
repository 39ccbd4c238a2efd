// The policy input of a recorded decision, from a file that holds its record and the documents that it names.
import { readFile } from "node:fs/promises";
import { NOT_REPLAYABLE, type NotReplayable } from "../../contract/replay.ts";
import { readLine } from "../../eval/replay/export.ts";
import { type Documents, documentsOf, inputOf } from "../../eval/replay/input.ts";
import { checkedDocument, documentsAtHand } from "../../eval/replay/local-version.ts";
import { err, type Result } from "../../platform/result.ts";
import { Refusal } from "../command.ts";
import type { Supply } from "../replay/protocol.ts";

/**
 * JSON text of the input, and the version that decided. `file` holds a record as `GET /v1/decisions/:id`, searches and exports
 * give it. Throws a `Refusal` when it is none, or holds no input that can be put together.
 */
export async function recordInput(
	file: string,
	supply: Pick<Supply, "document">,
): Promise<{ readonly json: string; readonly decidedBy: string }> {
	const text = await readFile(file, "utf8").catch(() => {
		throw new Refusal(`${file} cannot be read`);
	});
	const line = readLine(text);
	if (!line.ok) {
		const changed = line.error.fault === "commitment";
		throw new Refusal(
			changed ? `${file} holds a record that is not what was committed to` : `${file} holds no record of a decision`,
		);
	}
	const { record } = line.value;
	if ("kind" in record) throw refusal("general-policy");
	if (record.input === undefined) throw refusal("not-asked");
	const documents: Map<string, Result<unknown, "document-unknown" | "document-damaged">> = await documentsAtHand([]);
	for (const digest of documentsOf(record)) {
		if (documents.has(digest)) continue;
		const found = await supply.document(digest);
		documents.set(digest, found === undefined ? err("document-unknown") : await checkedDocument(digest, found.document));
	}
	const input = inputOf(record, documents);
	if (!input.ok) throw refusal(input.error, faultyIn(documents));
	// What is absent is no member: JSON leaves it out.
	return { json: JSON.stringify(input.value), decidedBy: record.policy.digest };
}

function faultyIn(documents: Documents): string {
	const digests = [...documents].filter(([, document]) => !document.ok).map(([digest]) => digest);
	return ` (${digests.join(", ")}): give them with --documents FILE, or name the service with --url and a key that may read them`;
}

function refusal(reason: NotReplayable, more = ""): Refusal {
	return new Refusal(`the record cannot be explained: ${NOT_REPLAYABLE[reason]}${more}`);
}
