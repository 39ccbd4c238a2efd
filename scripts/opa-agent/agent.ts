// A real `opa run` that is configured by Edict's discovery and knows nothing but the service, its key and the signer's.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KEY_ID } from "./policy.ts";

export type AgentConfig = {
	/** Where Edict is, or what stands between. */
	readonly edict: string;
	/** A key of the role `agent`. */
	readonly key: string;
	readonly publicPem: string;
};

export type Agent = {
	readonly url: string;
	/** Its label `id`, as its own API tells it. */
	readonly id: string;
	/** Value and id of a decision; `value` is undefined where the document is. */
	readonly ask: (path: string, input?: unknown) => Promise<{ readonly value: unknown; readonly id: string | undefined }>;
	/** Asks it to end, which flushes its decision log, and waits. */
	readonly stop: () => Promise<void>;
	/** What it wrote to its log. */
	readonly log: () => string;
};

const START_MS = 20_000;

export async function startAgent(binary: string, { edict, key, publicPem }: AgentConfig): Promise<Agent> {
	const folder = await mkdtemp(join(tmpdir(), "edict-opa-agent-"));
	const config = {
		services: { edict: { url: `${edict}/opa`, credentials: { bearer: { token: key } } } },
		keys: { [KEY_ID]: { algorithm: "RS256", key: publicPem } },
		labels: { region: "trial" },
		discovery: { service: "edict", resource: "discovery/edict", polling: { long_polling_timeout_seconds: 10 } },
	};
	await writeFile(join(folder, "config.json"), JSON.stringify(config), { mode: 0o600 });
	const port = await freePort();
	const args = [
		"run",
		"--server",
		"--addr",
		`127.0.0.1:${port}`,
		"--config-file",
		join(folder, "config.json"),
		"--disable-telemetry",
	];
	const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
	let written = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (written = (written + chunk).slice(-200_000)));
	const url = `http://127.0.0.1:${port}`;
	try {
		const { result } = await answered(`${url}/v1/config`, child, () => written);
		return {
			url,
			id: result.labels.id,
			ask: async (path, input) => {
				const body = JSON.stringify(input === undefined ? {} : { input });
				const response = await fetch(`${url}/v1/data/${path}`, {
					method: "POST",
					headers: { "content-type": "application/json" },
					body,
				});
				const answer = (await response.json()) as { result?: unknown; decision_id?: string };
				return { value: answer.result, id: answer.decision_id };
			},
			stop: async () => {
				await ended(child);
				await rm(folder, { recursive: true });
			},
			log: () => written,
		};
	} catch (error) {
		await ended(child);
		throw error;
	}
}

type OwnConfig = { readonly result: { readonly labels: { readonly id: string } } };

async function answered(url: string, child: ChildProcess, log: () => string): Promise<OwnConfig> {
	for (const until = Date.now() + START_MS; Date.now() < until; ) {
		if (child.exitCode !== null) throw new Error(`opa ended with ${child.exitCode}: ${log()}`);
		const response = await fetch(url).catch(() => undefined);
		if (response?.ok) return (await response.json()) as OwnConfig;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error(`opa did not start: ${log()}`);
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null) return;
	const over = new Promise((done) => child.once("exit", done));
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
	await over;
	clearTimeout(timer);
}

function freePort(): Promise<number> {
	return new Promise((done, fail) => {
		const probe = createServer();
		probe.once("error", fail);
		probe.listen(0, "127.0.0.1", () => {
			const address = probe.address();
			probe.close(() => (typeof address === "object" && address !== null ? done(address.port) : fail(new Error("no port"))));
		});
	});
}
