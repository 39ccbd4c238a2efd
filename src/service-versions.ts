// Composes what chooses and serves versions: those baked in, the store, the loader, and loading what a new pointer names.
import type { Baseline } from "./baseline.ts";
import type { Pointer } from "./contract/pointer.ts";
import type { TenantContext } from "./contract/registry.ts";
import type { RuleDefaults } from "./control/config-faults.ts";
import type { GuardInForce } from "./control/routes/deps.ts";
import type { VersionStore } from "./control/version-store.ts";
import { bakedVersion, type ChooseVersion, targetOf, versionChooser } from "./decide/evaluate/active-version.ts";
import type { Metrics } from "./decide/metrics.ts";
import { LOADED_HOST } from "./loaded-host.ts";
import type { Log } from "./platform/log.ts";
import { ok } from "./platform/result.ts";
import { createVersionLoader, type Rendition, type VersionLoader } from "./policy/load.ts";
import { preload } from "./policy/preload.ts";
import { createVersions, type VersionsDeps, type WarmVersions } from "./policy/versions.ts";

export type VersionParts = {
	readonly versions: WarmVersions;
	/** Absent where the platform offers no loader. */
	readonly loader: VersionLoader | undefined;
	readonly activeVersion: ChooseVersion;
	/** What configuration may restrict: the guard's version on the channel that all others stand behind. */
	readonly guardInForce: GuardInForce;
	/** To be called with each context that was read, before it is used. */
	readonly prepare: (context: PointedContext, previous: PointedContext | undefined) => Promise<void>;
};

type PointedContext = TenantContext & { readonly pointer?: Pointer };

export type VersionSources = {
	readonly baseline: Baseline;
	readonly binding: WorkerLoader | undefined;
	readonly store: Pick<VersionStore, "read">;
	readonly metrics: Metrics;
	readonly log: Log;
};

export function composeVersions({ baseline, binding, store, metrics, log }: VersionSources): VersionParts {
	const loader = binding === undefined ? undefined : createVersionLoader(binding, LOADED_HOST);
	const versions = createVersions({
		baked: [baseline.version],
		loader,
		read: (...asked) => readLoadable(store, ...asked),
		onFault: (tenant, digest, reason) => {
			metrics.count("version_faults", { reason });
			log(reason === "corrupt" || reason === "untrusted" ? "error" : "warn", "version.fault", { tenant, digest, reason });
		},
	});
	const baked = bakedVersion(baseline.manifest, baseline.digest, baseline.policy);
	return {
		versions,
		loader,
		activeVersion: versionChooser(baked, versions),
		guardInForce: (pointer) => guardInForce(pointer, baseline, versions),
		prepare: (context, previous) => preload(versions, context.pointer, previous?.pointer),
	};
}

/** The channel of releases that have proved themselves; configuration is checked against its version. */
const STABLE = "stable";

async function guardInForce(pointer: Pointer, baseline: Baseline, versions: WarmVersions): ReturnType<GuardInForce> {
	const target = targetOf(pointer, STABLE);
	if (target === undefined || target.deployed || target.digest === baseline.digest) return ok(baseline);
	const found = await versions.find(pointer.tenant, target.digest);
	if (!found.ok) return found;
	const { digest, manifest, data = "{}" } = found.value;
	// Its shape was checked when the version was read.
	const { guard } = JSON.parse(data) as { readonly guard: { readonly config: { readonly defaults: RuleDefaults } } };
	return ok({ digest, manifest, defaults: guard.config.defaults });
}

/** What a loader needs of a stored version, verified as it is read. */
export async function readLoadable(
	store: Pick<VersionStore, "read">,
	tenant: string,
	digest: string,
	rendition: Rendition,
): ReturnType<VersionsDeps["read"]> {
	const stored = await store.read(tenant, digest, [rendition, "data"]);
	if (!stored.ok) return stored;
	const { manifest, bytes } = stored.value;
	return ok({ digest, manifest, wasm: bytes[rendition], data: new TextDecoder().decode(bytes.data) });
}
