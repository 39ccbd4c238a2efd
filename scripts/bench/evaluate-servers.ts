// The two servers of the comparison: OPA as it is shipped, and this Worker's OPA surface, each on one core, over the same Rego.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { opaBinary } from "../../test/interop/opa-binary.ts";
import type { Opa } from "../fuzz/opa.ts";
import { bundleWorker } from "../local/bundle.ts";
import { startLocal } from "../local/server.ts";
import { policySource, RULES } from "./evaluate-policies.ts";
import { childNamed, pin } from "./processes.ts";

const ROOT = join(import.meta.dirname, "../..");
const SERVER_CORE = 0;
const DIRECT = { host: "127.0.0.1", port: 0 };

/** `pid`: whose CPU counts; `undefined` where that cannot be told. */
export type Server = {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly pid: number | undefined;
	readonly pinned: boolean;
	readonly stop: () => Promise<void>;
};

export async function startOpaServer(recording: boolean): Promise<Server> {
	const program = await opaBinary((line) => process.stderr.write(`${line}\n`));
	if (program === undefined) throw new Error("Go is needed to build OPA");
	const folder = await mkdtemp(join(tmpdir(), "edict-bench-opa-"));
	for (const count of RULES) await writeFile(join(folder, `r${count}.rego`), policySource("bench", count));
	const port = await freePort();
	const logs = recording ? ["--set", "decision_logs.console=true"] : [];
	const args = ["run", "--server", "--addr", `127.0.0.1:${port}`, "--log-level", "error", "--disable-telemetry", ...logs, folder];
	const child = spawn(program, args, { stdio: "ignore", env: { ...process.env, GOMAXPROCS: "1" } });
	const url = `http://127.0.0.1:${port}`;
	const stop = async () => {
		child.kill();
		await rm(folder, { recursive: true, force: true });
	};
	for (let attempt = 0; attempt < 100; attempt++) {
		if (
			await fetch(`${url}/health`).then(
				({ ok }) => ok,
				() => false,
			)
		) {
			return { url, headers: {}, pid: child.pid, pinned: child.pid !== undefined && pin(child.pid, SERVER_CORE), stop };
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	await stop();
	throw new Error("OPA does not start");
}

/** The module holds the policy twice, under the root `baked` and under `hot`. */
export async function startEdict(opa: Opa): Promise<Server> {
	const programs = ["baked", "hot"].flatMap((root) =>
		RULES.map((count) => ({
			id: `${root}${count}`,
			source: policySource(root, count),
			inputs: ["{}"],
			entrypoints: [`${root}/r${count}/decision`],
		})),
	);
	const { wasm, rejected, unplanned } = await opa.compile(programs);
	if (wasm === undefined) throw new Error(JSON.stringify({ rejected, unplanned }));
	await mkdir(join(ROOT, "dist/bench"), { recursive: true });
	await writeFile(join(ROOT, "dist/bench/policy.wasm"), wasm);
	const state = await mkdtemp(join(tmpdir(), "edict-bench-"));
	const modules = await bundleWorker("scripts/bench/evaluate-worker.ts");
	const local = await startLocal({ port: 0, state, modules, overrides: { queueConsumers: {}, unsafeDirectSockets: [DIRECT] } });
	// The Worker that the local tool puts in front of the service is part of no deployment.
	const url = (await local.miniflare.unsafeGetDirectURL()).origin;
	const stop = async () => {
		await local.miniflare.dispose();
		await rm(state, { recursive: true, force: true });
	};
	const entrypoints = programs.flatMap((one) => one.entrypoints);
	const body = JSON.stringify({ entrypoints, wasm: Buffer.from(wasm).toString("base64url") });
	const setUp = await fetch(`${url}/setup`, { method: "POST", body });
	if (!setUp.ok) {
		await stop();
		throw new Error(await setUp.text());
	}
	const pid = childNamed("workerd");
	const headers = { authorization: `Bearer ${local.keys.app}` };
	return { url, headers, pid, pinned: pid !== undefined && pin(pid, SERVER_CORE), stop };
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
		});
	});
}
