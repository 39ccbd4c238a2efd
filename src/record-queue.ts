// Sends records to the queue, awaited; what the queue does not take is written to the ledger at once instead.
import type { RecordMessage } from "./contract/record.ts";
import { failureName, type Log } from "./platform/log.ts";

/** Cloudflare Queues: 100 messages and 256 KB a batch; the rest is left for metadata. */
const MAX_BATCH_MESSAGES = 100;
const MAX_BATCH_BYTES = 240_000;
/** Outcomes of the ledger that mean the record is there. */
const KEPT: ReadonlySet<string> = new Set(["stored", "duplicate"]);

/** True when every record is in the queue or in the ledger. Never throws. */
export async function sendRecords(
	queue: Pick<Queue<RecordMessage>, "send" | "sendBatch">,
	messages: readonly RecordMessage[],
	store: (messages: readonly RecordMessage[]) => Promise<readonly string[]>,
	log: Log,
): Promise<boolean> {
	let kept = true;
	for (const batch of batches(messages)) {
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
	store: (messages: readonly RecordMessage[]) => Promise<readonly string[]>,
	batch: readonly RecordMessage[],
	log: Log,
): Promise<boolean> {
	try {
		return (await store(batch)).every((outcome) => KEPT.has(outcome));
	} catch (error) {
		log("error", "record.store-failed", { error: failureName(error), records: batch.length });
		return false;
	}
}

function* batches(messages: readonly RecordMessage[]): Generator<RecordMessage[]> {
	let batch: RecordMessage[] = [];
	let bytes = 0;
	for (const message of messages) {
		// A record is ASCII but for titles; twice its length is a bound on its bytes that needs no encoding.
		const size = messages.length === 1 ? 0 : JSON.stringify(message).length * 2;
		if (batch.length > 0 && (batch.length === MAX_BATCH_MESSAGES || bytes + size > MAX_BATCH_BYTES)) {
			yield batch;
			batch = [];
			bytes = 0;
		}
		batch.push(message);
		bytes += size;
	}
	if (batch.length > 0) yield batch;
}
