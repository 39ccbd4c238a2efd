// Sends records to the queue, awaited; what the queue does not take is written to the ledger at once instead.
import type { LedgerMessage } from "./contract/record-data.ts";
import { utf8 } from "./platform/bytes.ts";
import { MAX_RECORD_BYTES } from "./platform/limits.ts";
import { failureName, type Log } from "./platform/log.ts";

/** Cloudflare Queues: 100 messages and 256 KB a batch; the rest is left for metadata. */
const MAX_BATCH_MESSAGES = 100;
const MAX_BATCH_BYTES = 240_000;
/** Outcomes of the ledger that mean the record is there; one that is there gets its place in the log, if only by the schedule. */
const KEPT: ReadonlySet<string> = new Set(["stored", "duplicate", "unsequenced"]);

type Sized = { readonly message: LedgerMessage; readonly bytes: number };

/** True when every record is in the queue or in the ledger. Never throws. What is too large for a message goes to the ledger. */
export async function sendRecords(
	queue: Pick<Queue<LedgerMessage>, "send" | "sendBatch">,
	messages: readonly LedgerMessage[],
	store: (messages: readonly LedgerMessage[]) => Promise<readonly string[]>,
	log: Log,
): Promise<boolean> {
	const sized = messages.map((message): Sized => ({ message, bytes: utf8(JSON.stringify(message)).length }));
	const large = sized.filter(({ bytes }) => bytes > MAX_RECORD_BYTES).map(({ message }) => message);
	let kept = large.length === 0 || (await storeDirectly(store, large, log));
	for (const batch of batches(sized.filter(({ bytes }) => bytes <= MAX_RECORD_BYTES))) {
		try {
			const [only] = batch;
			if (batch.length === 1 && only !== undefined) await queue.send(only);
			else await queue.sendBatch(batch.map((body) => ({ body })));
		} catch (error) {
			log("error", "record.queue-failed", { error: failureName(error), records: batch.length });
			kept = (await storeDirectly(store, batch, log)) && kept;
		}
	}
	return kept;
}

async function storeDirectly(
	store: (messages: readonly LedgerMessage[]) => Promise<readonly string[]>,
	batch: readonly LedgerMessage[],
	log: Log,
): Promise<boolean> {
	try {
		return (await store(batch)).every((outcome) => KEPT.has(outcome));
	} catch (error) {
		log("error", "record.store-failed", { error: failureName(error), records: batch.length });
		return false;
	}
}

function* batches(sized: readonly Sized[]): Generator<LedgerMessage[]> {
	let batch: LedgerMessage[] = [];
	let total = 0;
	for (const { message, bytes } of sized) {
		if (batch.length > 0 && (batch.length === MAX_BATCH_MESSAGES || total + bytes > MAX_BATCH_BYTES)) {
			yield batch;
			batch = [];
			total = 0;
		}
		batch.push(message);
		total += bytes;
	}
	if (batch.length > 0) yield batch;
}
