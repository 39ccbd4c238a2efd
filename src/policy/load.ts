// Runs a version in an isolate of its own, made from its bytes at run time: no network, no bindings, bounded memory and CPU.
import type { ReleaseManifest } from "../contract/bundle.ts";
import type { ExplainLevel } from "../contract/explanation.ts";
import type { Bytes } from "../platform/bytes.ts";
import { LOADED_CPU_MS } from "../platform/limits.ts";
import { err, type Result } from "../platform/result.ts";
import { COMPATIBILITY_DATE } from "../platform/version.ts";
import { familiesOf } from "./builtins/registry.ts";
import type { EngineFault } from "./engine.ts";
import type { Explained } from "./explain.ts";
import { ALL_BUILTINS, type Description } from "./loaded/description.ts";
import type { Evaluation, ServingVersion, VersionFault } from "./version.ts";

/** The program of a loaded isolate, as `scripts/build-loaded.ts` makes it. */
export type HostCode = {
	/** Digest of the text: another host is another isolate. */
	readonly version: string;
	/** Text by file name. */
	readonly modules: Readonly<Record<string, string>>;
	/** Files that the host itself (`host`) and each family of builtins need. */
	readonly needs: Readonly<Record<string, readonly string[]>>;
};

/** `debug` reports how it came to its answer; never on the path of a decision. */
export type Rendition = "wasm" | "debug";

/** A version whose every byte has been checked against its digest: what is loaded is remembered under that digest. */
export type Loadable = {
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	/** Of the rendition. */
	readonly wasm: Bytes;
	/** Text of the data document, as it is stored. */
	readonly data: string;
};

export type LoadFault = { readonly reason: VersionFault; readonly missing: readonly string[] };

export type VersionLoader = {
	/** The version, whose isolate is made when it is asked; nothing is run yet. */
	readonly open: (tenant: string, version: Loadable, rendition?: Rendition) => ServingVersion;
	/** Makes the isolate and runs the module once: what cannot serve is found here. */
	readonly describe: (tenant: string, version: Loadable, rendition?: Rendition) => Promise<Result<Description, LoadFault>>;
};

/** Methods of `loaded/host.ts`. */
type HostStub = {
	readonly describe: () => Promise<Result<Description, EngineFault>>;
	readonly evaluate: (evaluations: readonly Evaluation[]) => Promise<Result<string, EngineFault>[]>;
	readonly explain: (evaluation: Evaluation, level: ExplainLevel) => Promise<Result<Explained, "no-places">>;
};

/** There is nothing that it could ask: one is the least that is surely read as a limit. */
const LIMITS = { cpuMs: LOADED_CPU_MS, subRequests: 1 };

/**
 * Loads versions with a Worker Loader. An isolate is one tenant's: a module that keeps what it was given cannot show it to
 * another tenant that stores the same version. Stubs are made for each call, since I/O belongs to the request that began it.
 */
export function createVersionLoader(loader: WorkerLoader, host: HostCode): VersionLoader {
	const stubOf = (tenant: string, version: Loadable, rendition: Rendition): HostStub =>
		loader
			.get(isolateId(tenant, version, rendition, host), () => workerCode(version, rendition, host))
			.getEntrypoint("Host") as unknown as HostStub;
	return {
		open: (tenant, version, rendition = "wasm") => ({
			digest: version.digest,
			manifest: version.manifest,
			source: "loaded",
			data: version.data,
			evaluate: async (evaluations) => {
				try {
					return await stubOf(tenant, version, rendition).evaluate(evaluations);
				} catch {
					return evaluations.map(() => err({ reason: "lost" }));
				}
			},
			...(rendition === "debug" && {
				explain: async (evaluation, level) => {
					try {
						return await stubOf(tenant, version, rendition).explain(evaluation, level);
					} catch {
						return err("lost");
					}
				},
			}),
		}),
		describe: async (tenant, version, rendition = "wasm") => {
			try {
				const described = await stubOf(tenant, version, rendition).describe();
				return described.ok ? described : err(loadFault(described.error));
			} catch (error) {
				return err({ reason: reasonOf(error), missing: [] });
			}
		},
	};
}

/** Everything that the content of the isolate depends on, and whose it is. */
function isolateId(tenant: string, { digest }: Loadable, rendition: Rendition, host: HostCode): string {
	return [tenant, digest, rendition, host.version].join(" ");
}

function workerCode({ manifest, wasm, data }: Loadable, rendition: Rendition, host: HostCode): WorkerLoaderWorkerCode {
	// What an optimized module leaves to its host is no list of what the unoptimized one does.
	const builtins = rendition === "debug" ? [ALL_BUILTINS] : manifest.builtins;
	const needed = ["host", ...familiesOf(builtins)].flatMap((name) => host.needs[name] ?? []);
	const files = new Set(rendition === "debug" ? Object.keys(host.modules) : needed);
	return {
		compatibilityDate: COMPATIBILITY_DATE,
		mainModule: "host.js",
		modules: {
			...Object.fromEntries([...files].map((file) => [file, { js: host.modules[file] ?? "" }])),
			"policy.wasm": { wasm },
			"data.txt": { text: data },
			"builtins.txt": { text: builtins.join("\n") },
		},
		globalOutbound: null,
		limits: LIMITS,
	};
}

function loadFault(fault: EngineFault): LoadFault {
	const missing = fault.reason === "load" ? fault.missing : [];
	return { reason: missing.length > 0 ? "unsupported" : "corrupt", missing };
}

/** The runtime compiles a module when it starts the isolate, and refuses with words of its own what does not compile. */
function reasonOf(error: unknown): VersionFault {
	return error instanceof Error && /failed to start worker|CompileError/i.test(error.message) ? "corrupt" : "unavailable";
}
