// The queue's consumer: records into rows, poison into dead letters, everything else back for another try.
import type { Clock } from "../platform/clock.ts";
import { failureName } from "../platform/log.ts";
import { keepLetters, type LetterReason, letterOf } from "./dead-letters.ts";
import { examine } from "./entry.ts";
import { type Outcome, type StoreDeps, storeRecords } from "./store.ts";

export type QueueDeps = StoreDeps & { readonly clock: Clock };

/** Queues whose names end so hold what exhausted its retries on another. */
const DEAD_QUEUE = "-dead";
/** From this delivery on a record is written by itself: perhaps a neighbour was what failed. */
const ISOLATE_FROM_ATTEMPT = 3;
const FIRST_DELAY_S = 10;
/** Also spreads the dead-letter queue's 100 retries over its four days of retention. */
const MAX_DELAY_S = 3_600;

/** Handles a batch of either queue. Settles each message by itself; never throws for what D1 does. */
export function queueHandler(batch: MessageBatch, deps: QueueDeps): Promise<void> {
	return batch.queue.endsWith(DEAD_QUEUE) ? consumeDead(batch.messages, deps) : consume(batch.messages, deps);
}

/**
 * Stores records and gives their leaves a place in the log. A message is acknowledged only after both are durable, or its dead
 * letter is in D1.
 */
export async function consume(messages: readonly Message[], deps: QueueDeps): Promise<void> {
	const now = deps.clock();
	const fresh = messages.filter((message) => message.attempts < ISOLATE_FROM_ATTEMPT);
	const again = messages.filter((message) => message.attempts >= ISOLATE_FROM_ATTEMPT);
	const bodies = (some: readonly Message[]) => some.map((message) => message.body);
	const outcomes = [
		...(await storeRecords(deps, bodies(fresh), { now })),
		...(await storeRecords(deps, bodies(again), { now, isolate: true })),
	];
	const settled = [...fresh, ...again].map((message, at) => ({ message, outcome: outcomes[at] ?? "unavailable" }));
	const poison: Poison[] = [];
	for (const { message, outcome } of settled) {
		if (outcome === "stored" || outcome === "duplicate") message.ack();
		else if (outcome === "unavailable" || outcome === "unsequenced") retryLater(message);
		else poison.push({ message, reason: outcome });
	}
	await bury(poison, deps, now);
	deps.log("info", "ledger.consumed", tally(settled.map(({ outcome }) => outcome)));
}

/** Keeps messages that exhausted their retries, so that an operator can replay them. */
export async function consumeDead(messages: readonly Message[], deps: QueueDeps): Promise<void> {
	const poison = messages.map(async (message): Promise<Poison> => {
		const examined = await examine(message.body);
		return { message, reason: examined.ok ? "retries-exhausted" : examined.error };
	});
	await bury(await Promise.all(poison), deps, deps.clock());
}

type Poison = { readonly message: Message; readonly reason: LetterReason };

async function bury(poison: readonly Poison[], deps: QueueDeps, now: number): Promise<void> {
	if (poison.length === 0) return;
	const letters = await Promise.all(poison.map(({ message, reason }) => letterOf(message.id, message.body, reason, now)));
	try {
		await keepLetters(deps.db, letters);
	} catch (error) {
		deps.log("error", "ledger.store-failed", { failure: failureName(error), letters: letters.length });
		for (const { message } of poison) retryLater(message);
		return;
	}
	for (const letter of letters) {
		const decision_id = letter.decision_id ?? undefined;
		deps.log("error", "ledger.dead-letter", { id: letter.id, reason: letter.reason, decision_id });
	}
	for (const { message } of poison) message.ack();
}

function retryLater(message: Message): void {
	message.retry({ delaySeconds: retryDelay(message.attempts, Math.random()) });
}

/** Seconds until the next delivery: fourfold each time, up to an hour, the upper half of it at random (`random` in 0–1). */
export function retryDelay(attempts: number, random: number): number {
	const most = Math.min(FIRST_DELAY_S * 4 ** (attempts - 1), MAX_DELAY_S);
	return Math.round((most * (1 + random)) / 2);
}

function tally(outcomes: readonly Outcome[]): Record<string, number> {
	const counts: Record<string, number> = { messages: outcomes.length };
	for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
	return counts;
}
