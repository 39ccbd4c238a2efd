// The versions that can serve in this isolate: those baked in, and those of the store, loaded when they are first needed.
import { MAX_WARM_VERSION_BYTES, MAX_WARM_VERSIONS, MAX_WARM_VERSIONS_PER_TENANT } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { Loadable, Rendition, VersionLoader } from "./load.ts";
import type { Description } from "./loaded/description.ts";
import type { ServingVersion, VersionFault, Versions } from "./version.ts";

export type VersionsDeps = {
	/** Compiled into this Worker: every tenant has them, and they need neither store nor loader. */
	readonly baked: readonly ServingVersion[];
	/** Absent where the platform does not offer it: then nothing but what is baked in can serve. */
	readonly loader?: VersionLoader | undefined;
	/** A version of a tenant from its store, every digest and a signature that counts checked. */
	readonly read: (tenant: string, digest: string, rendition: Rendition) => Promise<Result<Loadable, VersionFault>>;
	readonly onFault?: (tenant: string, digest: string, reason: VersionFault) => void;
};

/** What will not pass by itself. */
const LASTING = ["corrupt", "untrusted", "unsupported"] as const satisfies readonly VersionFault[];

/** A version that could not serve when it was last asked for. */
export type FaultyVersion = { readonly tenant: string; readonly digest: string; readonly reason: (typeof LASTING)[number] };

export type WarmVersions = {
	/** Values may be kept between requests, never promises. The debug rendition is never baked in. */
	readonly find: (tenant: string, digest: string, rendition?: Rendition) => ReturnType<Versions["find"]>;
	/** Whether the version would be found without store or loader being asked. */
	readonly isReady: (tenant: string, digest: string) => boolean;
	/** The tenant's signing keys have changed: its versions are read and verified anew when they are next asked for. */
	readonly forget: (tenant: string) => void;
	/** All that the tenant's channels lead to: what is wrong with another is not told any more. */
	readonly pointed: (tenant: string, digests: ReadonlySet<string>) => void;
	/** What an operator should know: whether stored versions can serve, how many are ready, and which cannot and why. */
	readonly status: () => { readonly loader: boolean; readonly warm: number; readonly faults: readonly FaultyVersion[] };
};

/** `broken`: its isolate was lost; it must show that it starts before it serves again. */
type Warm = { readonly tenant: string; readonly loadable: Loadable; readonly version: ServingVersion; broken: boolean };

/** Faults remembered to be counted, of all tenants; more of them say nothing new. */
const MAX_FAULTS = 256;

/** Values only are kept between requests, never a promise: requests that need the same version at once each load it. */
export function createVersions({ baked, loader, read, onFault }: VersionsDeps): WarmVersions {
	const carried = new Map(baked.map((version) => [version.digest, version]));
	/** The one unused longest first. */
	const warm = new Map<string, Warm>();
	const faults = new Map<string, FaultyVersion>();
	/** How often something was forgotten: what was read before must not be kept after. */
	let forgotten = 0;

	async function load(tenant: string, digest: string, rendition: Rendition): Promise<Result<ServingVersion, VersionFault>> {
		if (loader === undefined) return err("unsupported");
		const id = key(tenant, digest, rendition);
		const before = forgotten;
		const loadable = warm.get(id)?.loadable;
		const stored = loadable === undefined ? await readSafely(read, tenant, digest, rendition) : ok(loadable);
		if (!stored.ok) return stored;
		const described = await loader.describe(tenant, stored.value, rendition);
		warm.delete(id);
		if (!described.ok) return err(described.error.reason);
		// INVARIANT 14: what is not what its manifest says never serves.
		if (!holdsAll(stored.value, described.value)) return err("corrupt");
		const entry: Warm = { tenant, loadable: stored.value, version: loader.open(tenant, stored.value, rendition), broken: false };
		if (forgotten === before) {
			warm.set(id, entry);
			evict(warm, tenant);
		}
		return ok(watched(entry));
	}

	return {
		find: async (tenant, digest, rendition = "wasm") => {
			const own = rendition === "wasm" ? carried.get(digest) : undefined;
			if (own !== undefined) return ok(own);
			const id = key(tenant, digest, rendition);
			const entry = warm.get(id);
			if (entry !== undefined && !entry.broken) {
				warm.delete(id);
				warm.set(id, entry);
				return ok(watched(entry));
			}
			const loaded = await load(tenant, digest, rendition);
			if (loaded.ok) faults.delete(id);
			else {
				onFault?.(tenant, digest, loaded.error);
				const lasting = LASTING.find((reason) => reason === loaded.error);
				if (lasting !== undefined) remember(faults, id, { tenant, digest, reason: lasting });
			}
			return loaded;
		},
		isReady: (tenant, digest) => carried.has(digest) || warm.get(key(tenant, digest, "wasm"))?.broken === false,
		forget: (tenant) => {
			forgotten++;
			for (const [id, entry] of warm) if (entry.tenant === tenant) warm.delete(id);
		},
		pointed: (tenant, digests) => {
			for (const [id, fault] of faults) if (fault.tenant === tenant && !digests.has(fault.digest)) faults.delete(id);
		},
		status: () => ({ loader: loader !== undefined, warm: warm.size, faults: [...faults.values()] }),
	};
}

/** Names of tenants hold no blank. */
function key(tenant: string, digest: string, rendition: Rendition): string {
	return `${tenant} ${digest} ${rendition}`;
}

/** Whether the module answers all that its manifest says it does. */
function holdsAll({ manifest }: Loadable, { entrypoints }: Description): boolean {
	return manifest.entrypoints.every((entrypoint) => entrypoints.includes(entrypoint));
}

async function readSafely(read: VersionsDeps["read"], ...asked: Parameters<typeof read>): ReturnType<typeof read> {
	try {
		return await read(...asked);
	} catch {
		return err("unavailable");
	}
}

/** Tells of a lost isolate, so that the version is not found again before it has started anew. */
function watched(entry: Warm): ServingVersion {
	return {
		...entry.version,
		evaluate: async (evaluations) => {
			const answers = await entry.version.evaluate(evaluations);
			if (answers.some((answer) => !answer.ok && answer.error.reason === "lost")) entry.broken = true;
			return answers;
		},
	};
}

/** Keeps the bounds: first the tenant's own, so that one tenant's many versions push out none of another's. */
function evict(warm: Map<string, Warm>, tenant: string): void {
	const own = [...warm].filter(([, entry]) => entry.tenant === tenant);
	for (const [id] of own.slice(0, Math.max(0, own.length - MAX_WARM_VERSIONS_PER_TENANT))) warm.delete(id);
	let bytes = 0;
	for (const { loadable } of warm.values()) bytes += sizeOf(loadable);
	for (const [id, { loadable }] of warm) {
		// The newest stays, however large it is: it is about to serve.
		if (warm.size === 1 || (warm.size <= MAX_WARM_VERSIONS && bytes <= MAX_WARM_VERSION_BYTES)) break;
		warm.delete(id);
		bytes -= sizeOf(loadable);
	}
}

/** Text takes up to two bytes a character. */
function sizeOf({ wasm, data }: Loadable): number {
	return wasm.length + 2 * data.length;
}

function remember(faults: Map<string, FaultyVersion>, id: string, fault: FaultyVersion): void {
	faults.delete(id);
	faults.set(id, fault);
	for (const oldest of faults.keys()) {
		if (faults.size <= MAX_FAULTS) break;
		faults.delete(oldest);
	}
}
