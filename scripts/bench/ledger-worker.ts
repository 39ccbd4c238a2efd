// The Worker under test with a route beside it that feeds one sequencer as fast as it takes leaves.

import { newLeaf } from "../../src/ledger/sequence.ts";
import { LogSequencer as Real } from "../../src/ledger/sequencer.ts";
import { toBase64Url } from "../../src/platform/bytes.ts";
import { leafOf } from "../../src/platform/commitment.ts";
import { newUuidv7 } from "../../src/platform/id.ts";
import edict from "../../src/worker.ts";

export * from "../../src/worker.ts";

/** Tells also how large its database is. */
export class LogSequencer extends Real {
	bytes(): number {
		return this.ctx.storage.sql.databaseSize;
	}
}

export type Fed = {
	/** From the first leaf to the checkpoint that covers the last, ms. */
	readonly ms: number;
	/** From the first leaf to the last that has its place, ms. */
	readonly placedMs: number;
	readonly size: number;
	readonly databaseBytes: number;
};

type BenchEnv = { readonly LOGS: DurableObjectNamespace<LogSequencer> };
const TENANT = "bench";
const BATCH = 100;
const AT_ONCE = 8;

async function feed(env: BenchEnv, count: number): Promise<Fed> {
	// biome-ignore lint/suspicious/noExplicitAny: the platform makes a promise of every member of what comes over
	const log = env.LOGS.get(env.LOGS.idFromName(TENANT)) as any;
	const began = Date.now();
	let left = count;
	const target = (await log.status(TENANT)).sequenced + count;
	const worker = async () => {
		while (left > 0) {
			const some = Math.min(BATCH, left);
			left -= some;
			const leaves = Array.from({ length: some }, () =>
				newLeaf(leafOf(newUuidv7(Date.now()), toBase64Url(crypto.getRandomValues(new Uint8Array(32))))),
			);
			await log.append(TENANT, leaves);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	const placedMs = Date.now() - began;
	while ((await log.status(TENANT)).size < target) await scheduler.wait(50);
	return { ms: Date.now() - began, placedMs, size: target, databaseBytes: await log.bytes() };
}

export default {
	...edict,
	fetch: async (request, env, context) => {
		const url = new URL(request.url);
		if (url.pathname !== "/feed") return edict.fetch(request, env, context);
		return Response.json(await feed(env as unknown as BenchEnv, Number(url.searchParams.get("count"))));
	},
} satisfies ExportedHandler<import("../../src/env.ts").Env>;
