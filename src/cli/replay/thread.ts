// A thread of its own for replaying: asks the command for what it lacks, and answers each chunk.
import { parentPort, workerData } from "node:worker_threads";
import type { FromThread, Supply, Task, ToThread } from "./protocol.ts";
import { createWork } from "./work.ts";

const port = parentPort;
if (port === null) throw new Error("this is a thread of edict, not a program");
const say = (message: FromThread) => port.postMessage(message);

const waiting = new Map<string, (given: never) => void>();
const asked = <T>(what: "version" | "document", digest: string) =>
	new Promise<T>((resolve) => {
		waiting.set(`${what} ${digest}`, resolve as (given: never) => void);
		say({ kind: "want", what, digest });
	});
const supply: Supply = {
	version: (digest) => asked("version", digest),
	document: (digest) => asked("document", digest),
};
const work = createWork(workerData as Task, supply);

port.on("message", async (message: ToThread) => {
	if (message.kind === "version") return waiting.get(`version ${message.digest}`)?.(message.bytes as never);
	if (message.kind === "document") {
		const given = message.found ? { document: message.document } : undefined;
		return waiting.get(`document ${message.digest}`)?.(given as never);
	}
	try {
		say({ kind: "done", done: await (await work)(message.chunk) });
	} catch (error) {
		say({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
	}
});
