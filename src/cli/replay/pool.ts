// Threads that replay chunks of an export, as many as there are cores; what they lack is fetched once for all.
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Chunk, Done, FromThread, Supply, Task, ToThread } from "./protocol.ts";
import { createWork } from "./work.ts";

export type Pool = {
	/** Resolves when a thread has done the chunk. */
	readonly run: (chunk: Chunk) => Promise<Done>;
	readonly close: () => Promise<void>;
};

/** Beside this file in the sources, and under its own name in the built command. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "./thread.ts" : "./replay-thread.js", import.meta.url);

/** One thread: none but the command's own. */
export async function createPool(threads: number, task: Task, supply: Supply): Promise<Pool> {
	const once = rememberedSupply(supply);
	if (threads <= 1) return { run: await createWork(task, once), close: async () => {} };
	const idle: Hand[] = Array.from({ length: threads }, () => openHand(task, once));
	const all = [...idle];
	const queue: ((hand: Hand) => void)[] = [];
	const free = (hand: Hand) => {
		const next = queue.shift();
		if (next === undefined) idle.push(hand);
		else next(hand);
	};
	return {
		run: async (chunk) => {
			const hand = idle.pop() ?? (await new Promise<Hand>((resolve) => queue.push(resolve)));
			try {
				return await hand.run(chunk);
			} finally {
				free(hand);
			}
		},
		close: async () => {
			await Promise.all(all.map((hand) => hand.close()));
		},
	};
}

type Hand = { readonly run: (chunk: Chunk) => Promise<Done>; readonly close: () => Promise<number> };

function openHand(task: Task, supply: Supply): Hand {
	const worker = new Worker(fileURLToPath(THREAD.href), { workerData: task });
	const say = (message: ToThread) => worker.postMessage(message);
	let settle: { resolve: (done: Done) => void; reject: (error: Error) => void } | undefined;
	worker.on("error", (error) => settle?.reject(error instanceof Error ? error : new Error(String(error))));
	worker.on("message", async (message: FromThread) => {
		if (message.kind === "done") return settle?.resolve(message.done);
		if (message.kind === "failed") return settle?.reject(new Error(message.message));
		const { what, digest } = message;
		try {
			if (what === "version") return say({ kind: "version", digest, bytes: await supply.version(digest) });
			const found = await supply.document(digest);
			return say({ kind: "document", digest, document: found?.document, found: found !== undefined });
		} catch (error) {
			settle?.reject(error as Error);
		}
	});
	return {
		run: (chunk) =>
			new Promise((resolve, reject) => {
				settle = { resolve, reject };
				say({ kind: "chunk", chunk });
			}),
		close: () => worker.terminate(),
	};
}

/** Within one command a promise may be shared: all threads ask for the same at the beginning. */
function rememberedSupply({ version, document }: Supply): Supply {
	const versions = new Map<string, ReturnType<Supply["version"]>>();
	const documents = new Map<string, ReturnType<Supply["document"]>>();
	const remembered = <T>(known: Map<string, Promise<T>>, digest: string, get: (digest: string) => Promise<T>) => {
		const found = known.get(digest) ?? get(digest);
		known.set(digest, found);
		return found;
	};
	return {
		version: (digest) => remembered(versions, digest, version),
		document: (digest) => remembered(documents, digest, document),
	};
}
