// Composes what chooses and serves versions: those baked in, the store, the loader, and loading what a new pointer names.
import type { Baseline } from "./baseline.ts";
import type { Pointer } from "./contract/pointer.ts";
import type { TenantContext } from "./contract/registry.ts";
import { type ChooseVersion, versionChooser } from "./decide/evaluate/active-version.ts";
import type { Metrics } from "./decide/metrics.ts";
import { LOADED_HOST } from "./loaded-host.ts";
import { PRELOAD_MS } from "./platform/limits.ts";
import type { Log } from "./platform/log.ts";
import { createVersionLoader, type VersionLoader } from "./policy/load.ts";
import { createVersions, type VersionsDeps, type WarmVersions } from "./policy/versions.ts";

export type VersionParts = {
	readonly versions: WarmVersions;
	/** Absent where the platform offers no loader. */
	readonly loader: VersionLoader | undefined;
	readonly activeVersion: ChooseVersion;
	/** To be called with each context that was read, before it is used. */
	readonly prepare: (context: PointedContext, previous: PointedContext | undefined) => Promise<void>;
};

type PointedContext = TenantContext & { readonly pointer?: Pointer };

export type VersionSources = {
	readonly baseline: Baseline;
	readonly binding: WorkerLoader | undefined;
	readonly read: VersionsDeps["read"];
	readonly metrics: Metrics;
	readonly log: Log;
};

export function composeVersions({ baseline, binding, read, metrics, log }: VersionSources): VersionParts {
	const loader = binding === undefined ? undefined : createVersionLoader(binding, LOADED_HOST);
	const versions = createVersions({
		baked: [baseline.version],
		loader,
		read,
		onFault: (tenant, digest, reason) => {
			metrics.count("version_faults", { reason });
			log(reason === "corrupt" || reason === "untrusted" ? "error" : "warn", "version.fault", { tenant, digest, reason });
		},
	});
	const { manifest, digest, policy } = baseline;
	const baked = {
		name: manifest.policy,
		revision: manifest.revision,
		digest,
		bundle: manifest.renditions.wasm.digest,
		defaults: manifest.defaults,
		policy,
	};
	return {
		versions,
		loader,
		activeVersion: versionChooser(baked, versions),
		prepare: (...contexts) => prepare(versions, ...contexts),
	};
}

/**
 * Loads the versions that replace one in use here, so that the first request for them need not wait. What fails now fails
 * again when it is asked for, and counts then. When the keys that count have changed, all is verified anew.
 */
async function prepare(versions: WarmVersions, context: PointedContext, previous: PointedContext | undefined): Promise<void> {
	const { tenant, pointer } = context;
	if (pointer === undefined || previous?.pointer === undefined) return;
	if (pointer.revoked.join() !== previous.pointer.revoked.join()) versions.forget(tenant);
	const replacing = Object.entries(pointer.policies).flatMap(([policy, { channels }]) =>
		Object.entries(channels).flatMap(([channel, { digest }]) => {
			const former = previous.pointer?.policies[policy]?.channels[channel]?.digest;
			const wanted = former !== undefined && former !== digest && versions.isReady(tenant, former);
			return wanted && !versions.isReady(tenant, digest) ? [digest] : [];
		}),
	);
	// One after the other: a request may have four loaded isolates at work at once, and decisions need theirs.
	const loading = (async () => {
		for (const digest of new Set(replacing)) await versions.find(tenant, digest);
	})();
	if (replacing.length > 0) await Promise.race([loading, new Promise((done) => setTimeout(done, PRELOAD_MS))]);
}
