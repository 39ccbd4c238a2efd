// Which version decides: a channel leads through the tenant's pointer to a digest, and the digest to a version that can serve.
import type { GuardManifest } from "../../contract/bundle.ts";
import type { ChannelTarget, Pointer } from "../../contract/pointer.ts";
import type { TenantContext } from "../../contract/registry.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { ENTRYPOINT } from "../../policy/bundle.ts";
import { policyOf, type ServingPolicy } from "../../policy/host.ts";
import type { ServingVersion, VersionFault, Versions } from "../../policy/version.ts";
import { createFormerVersions } from "./former.ts";

/** A release that can serve: its names, and the policy itself. */
export type ActiveVersion = {
	readonly name: string;
	readonly revision: string;
	/** Digest of the release manifest: the version. */
	readonly digest: string;
	/** Digest of the WASM rendition. */
	readonly bundle: string;
	/** Digest of the shipped defaults within the release's data. */
	readonly defaults: string;
	readonly policy: ServingPolicy;
};

/** `degraded`: the version that the channel leads to cannot serve, and the one before it goes on for its grace. */
export type Chosen = { readonly version: ActiveVersion; readonly degraded: boolean };
export type ChooseVersion = (
	context: TenantContext & { readonly pointer?: Pointer },
	channel: string,
	now: number,
	/** The version that a kill switch lets decide, whatever the channel leads to; when it cannot serve, none does. */
	pinned?: string,
) => Result<Chosen, VersionFault> | Promise<Result<Chosen, VersionFault>>;

const GUARD = "guard";
/** What a channel leads to that has no version of its own. */
const STABLE = "stable";

/**
 * Chooses by the pointer. `baked` decides where the pointer names no version or the one that a deployment carried, and answers
 * without any hop or wait. When a version cannot serve, the one that served the channel before goes on for `CONTEXT_GRACE_MS`
 * from the change that brought the new one; then there is none, and whoever asks is refused.
 */
export function versionChooser(baked: ActiveVersion, versions: Versions): ChooseVersion {
	const bakedIn = ok({ version: baked, degraded: false });
	const former = createFormerVersions();

	async function find(tenant: string, digest: string): Promise<Result<ActiveVersion, VersionFault>> {
		if (digest === baked.digest) return ok(baked);
		const found = await versions.find(tenant, digest);
		if (!found.ok) return found;
		const version = activeVersionOf(found.value);
		return version === undefined ? err("unsupported") : ok(version);
	}

	return (context, channel, now, pinned) => {
		if (pinned !== undefined) return pinned === baked.digest ? bakedIn : exactly(context.tenant, pinned);
		const target = targetOf(context.pointer, channel);
		// While a deployment spreads, this isolate decides by what it carries and the record says so.
		if (target === undefined || target.deployed || target.digest === baked.digest) {
			former.served(`${context.tenant} ${channel}`, baked.digest);
			return bakedIn;
		}
		return findOrFormer(context.tenant, channel, target, now);
	};

	async function exactly(tenant: string, digest: string): Promise<Result<Chosen, VersionFault>> {
		const found = await find(tenant, digest);
		return found.ok ? ok({ version: found.value, degraded: false }) : found;
	}

	async function findOrFormer(
		tenant: string,
		channel: string,
		target: Target,
		now: number,
	): Promise<Result<Chosen, VersionFault>> {
		const chosen = await former.findOrFormer(`${tenant} ${channel}`, target, now, (digest) => find(tenant, digest));
		return chosen.ok ? ok({ version: chosen.value.value, degraded: chosen.value.degraded }) : chosen;
	}
}

type Target = Pick<ChannelTarget, "digest" | "since"> & { readonly deployed?: true | undefined };

/** What a channel of the guard leads to; `undefined`: to what is baked in. */
export function targetOf(pointer: Pointer | undefined, channel: string): Target | undefined {
	if (pointer === undefined || !Object.hasOwn(pointer.policies, GUARD)) return undefined;
	const channels = pointer.policies[GUARD]?.channels ?? {};
	const name = [channel, STABLE].find((each) => Object.hasOwn(channels, each));
	return name === undefined ? undefined : channels[name];
}

/** The release that is compiled into the Worker. */
export function bakedVersion(manifest: GuardManifest, digest: string, policy: ServingPolicy): ActiveVersion {
	const { policy: name, revision, renditions, defaults } = manifest;
	return { name, revision, digest, bundle: renditions.wasm.digest, defaults, policy };
}

/** `undefined`: it is no version of the guard. */
export function activeVersionOf(serving: ServingVersion): ActiveVersion | undefined {
	const { manifest } = serving;
	if (!("defaults" in manifest)) return undefined;
	return {
		name: manifest.policy,
		revision: manifest.revision,
		digest: serving.digest,
		bundle: manifest.renditions.wasm.digest,
		defaults: manifest.defaults,
		policy: policyOf(serving, ENTRYPOINT),
	};
}
