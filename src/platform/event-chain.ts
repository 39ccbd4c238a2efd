// Whether a tenant's chain of control events is unbroken: what an auditor computes from the answers of `GET /v1/changes`.
import type { ControlEvent } from "../contract/event.ts";
import type { ChangeEntry } from "../contract/registry.ts";
import { utf8 } from "./bytes.ts";
import { digestOf, documentDigest } from "./digest.ts";

export type ChainFault = { readonly epoch: number; readonly fault: "no-link" | "hash" | "prev" | "seq" | "epoch" | "time" };

/** The `prev` of a tenant's first event: SHA-256 of nothing. */
export function chainStart(): Promise<string> {
	return digestOf(utf8(""));
}

/** SHA-256 of the event's canonical JSON. */
export function eventHash(event: ControlEvent): Promise<string> {
	return documentDigest(event);
}

/** The event that a told change is, with the hash that is claimed for it. `undefined`: it is told without its link. */
export function eventOf(tenant: string, change: ChangeEntry): { event: ControlEvent; hash: string } | undefined {
	if (change.chain === undefined) return undefined;
	const { epoch, type, by, at, reason, subject } = change;
	const { seq, prev, hash, key, ticket, evidence, document } = change.chain;
	return {
		hash,
		event: {
			...{ v: 1, tenant, seq, prev, epoch, type, principal: by, at, reason, evidence, subject, key },
			...(ticket === undefined ? {} : { ticket }),
			...(document === undefined ? {} : { digest: document }),
		},
	};
}

/**
 * The first place where consecutive changes, oldest first, are no unbroken chain: a hash that is not the event's, a `prev`
 * that is not the hash before, a number left out or a time that runs backwards. `undefined`: they are. A chain told from
 * epoch 1 on must begin at the start.
 */
export async function chainFault(tenant: string, changes: readonly ChangeEntry[]): Promise<ChainFault | undefined> {
	let before: { event: ControlEvent; hash: string } | undefined;
	for (const change of changes) {
		const { epoch } = change;
		const told = eventOf(tenant, change);
		if (told === undefined) return { epoch, fault: "no-link" };
		if ((await eventHash(told.event)) !== told.hash) return { epoch, fault: "hash" };
		const start = told.event.seq === 1 ? await chainStart() : undefined;
		if ((before?.hash ?? start ?? told.event.prev) !== told.event.prev) return { epoch, fault: "prev" };
		if (before !== undefined) {
			if (told.event.seq !== before.event.seq + 1) return { epoch, fault: "seq" };
			if (told.event.epoch !== before.event.epoch + 1) return { epoch, fault: "epoch" };
			if (told.event.at < before.event.at) return { epoch, fault: "time" };
		} else if (epoch === 1 && told.event.seq !== 1) return { epoch, fault: "seq" };
		before = told;
	}
	return undefined;
}
