// Runs the whole service on this machine, straight on Miniflare: what `npm start`, the end-to-end tests and the bench use.
import { createServer } from "node:net";
import { join, relative, resolve } from "node:path";
import type { V4MiniflareOptions } from "miniflare";
import { bundleWorker, type WorkerModule } from "./bundle.ts";
import { install, migrateAll } from "./install.ts";
import { type Lock, lockState, watchRuntime } from "./lock.ts";
import { type Credentials, credentialsPath, ensureSecrets, StartError } from "./state.ts";

// Both are read when the packages are loaded, which is why those are imported later.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
process.env.WRANGLER_SEND_METRICS = "false";

const ROOT = join(import.meta.dirname, "../..");
export const DEFAULT_PORT = 8787;
/** The queue of a local runtime lives in memory: this long after the last request its last batch is stored. */
const DRAIN_MS = 1_500;

export type LocalOptions = {
	/** 0: any free port. */
	readonly port?: number;
	readonly host?: string;
	/** Folder of databases, keys and secrets; made when it is not there. */
	readonly state: string;
	/** Told each step and how long it took. */
	readonly onStep?: (step: string, ms: number, note: string) => void;
	/** Lines that the Worker logs; absent: errors go to standard error, the rest nowhere. */
	readonly onLog?: (level: string, line: string) => void;
	/** Further settings of the Worker, or other values for those that are made. */
	readonly bindings?: Readonly<Record<string, string>>;
	/** Options of Miniflare, over those made from wrangler.toml. */
	readonly overrides?: Partial<V4MiniflareOptions>;
	/** Modules to serve instead of bundling the Worker. */
	readonly modules?: WorkerModule[];
};

export type Local = Credentials & {
	readonly miniflare: import("miniflare").Miniflare;
	/** Ends the service, what is on its way stored, and frees the port. */
	readonly stop: () => Promise<void>;
};

/** Throws a `StartError`, whose message is for people, when the port is taken or the state folder is not whole. */
export async function startLocal(options: LocalOptions): Promise<Local> {
	const { host = "127.0.0.1", port = DEFAULT_PORT, onStep = () => {} } = options;
	const state = resolve(options.state);
	const step = async <T>(name: string, work: () => Promise<T>, note: (value: T) => string = () => ""): Promise<T> => {
		const from = performance.now();
		const value = await work();
		onStep(name, performance.now() - from, note(value));
		return value;
	};

	const lock = await lockState(state);
	try {
		await checkPort(host, port);
		return await startLocked({ ...options, host, port, state }, lock, step);
	} catch (error) {
		await lock.release();
		throw error;
	}
}

type Resolved = LocalOptions & { readonly host: string; readonly port: number };
type Step = <T>(name: string, work: () => Promise<T>, note?: (value: T) => string) => Promise<T>;

async function startLocked(options: Resolved, lock: Lock, step: Step): Promise<Local> {
	const { state } = options;
	const secrets = await ensureSecrets(state);
	const modules = await step(
		"Bundle the Worker",
		async () => options.modules ?? (await bundleWorker(join(ROOT, "src/worker.ts"))),
		(made) => `${Math.round(made.reduce((sum, { contents }) => sum + contents.length, 0) / 1024)} KB`,
	);
	const started = await step("Start the runtime", () => watchRuntime(() => startRuntime(options, modules, secrets)));
	const { miniflare, url } = started.value;
	try {
		await lock.holds(started.runtime);
		const control = await miniflare.getD1Database("CONTROL");
		const ledger = await miniflare.getD1Database("LEDGER");
		await step(
			"Apply the migrations",
			() => migrateAll(control, ledger),
			(applied) => (applied.length === 0 ? "up to date" : applied.join(", ")),
		);
		const credentials = await step(
			"Check the keys",
			() => install(control, state, url),
			() => credentialsPath(relative(process.cwd(), state)),
		);
		const stop = async () => {
			await new Promise((done) => setTimeout(done, DRAIN_MS));
			await miniflare.dispose();
			await lock.release();
		};
		return { ...credentials, miniflare, stop };
	} catch (error) {
		await miniflare.dispose();
		throw error;
	}
}

async function startRuntime(options: Resolved, modules: WorkerModule[], secrets: Readonly<Record<string, string>>) {
	const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = await import("miniflare");
	const { unstable_getMiniflareWorkerOptions } = await import("wrangler");
	const {
		modulesRules: _rules,
		rootPath: _root,
		// One local process needs no shield across isolates, and the local stand-in writes to disk at every request.
		ratelimits: _ratelimits,
		...worker
	} = unstable_getMiniflareWorkerOptions(join(ROOT, "wrangler.toml")).workerOptions;
	const log = options.onLog ?? ((level, line) => (level === "error" ? process.stderr.write(`${line}\n`) : undefined));
	const miniflare = new Miniflare(
		convertV4MiniflareOptions({
			...worker,
			name: "edict",
			modules,
			modulesRoot: "/",
			bindings: { EDICT_ENVIRONMENT: "test", EDICT_PUBLIC_LOGS: "true", ...secrets, ...options.bindings },
			host: options.host,
			port: options.port,
			cf: false,
			log: new Log(LogLevel.ERROR),
			logRequests: false,
			handleStructuredLogs: ({ level, message }: { level: string; message: string }) => log(level, message),
			// Where wrangler looks when it is told `--persist-to` the folder.
			resourcePersistencePath: join(options.state, "v3"),
			...options.overrides,
		} as V4MiniflareOptions),
	);
	try {
		const ready = await miniflare.ready;
		return { miniflare, url: ready.origin };
	} catch (error) {
		await miniflare.dispose().catch(() => {});
		throw error;
	}
}

/** The runtime's own words for a busy port are hard to read. */
async function checkPort(host: string, port: number): Promise<void> {
	if (port === 0) return;
	const failure = await new Promise<NodeJS.ErrnoException | undefined>((done) => {
		const probe = createServer();
		probe.once("error", done);
		probe.listen(port, host, () => probe.close(() => done(undefined)));
	});
	if (failure === undefined) return;
	if (failure.code === "EADDRINUSE") {
		throw new StartError(`Port ${port} of ${host} is taken. Free it, or name another: npm start -- --port ${port + 1}`);
	}
	throw new StartError(`Port ${port} of ${host} cannot be used (${failure.code ?? failure.message}).`);
}
