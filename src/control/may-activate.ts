// Whether a version can be put in force: it is there, trusted, and can be loaded. Whether its life allows it is asked where the
// channel moves, in the transaction that moves it.
import { err, ok, type Result } from "../platform/result.ts";
import type { VersionFault, Versions } from "../policy/version.ts";

export type ActivationAsked = {
	readonly tenant: string;
	readonly policy: string;
	readonly channel: string;
	readonly digest: string;
	readonly principal: string;
};
/** What is activated of a version that may be. */
export type Activatable = {
	readonly revision: string;
	readonly roots: readonly string[];
	/** The deployment carries it: its deploy was its way. */
	readonly carried: boolean;
};
export type NotActivatable = { readonly fault: VersionFault | "other-policy" };
/** The one question before a channel moves, by activation or rollback. */
export type MayActivate = (asked: ActivationAsked) => Promise<Result<Activatable, NotActivatable>>;

/** Asks the store of versions, which reads, verifies and loads; throws when that does. */
export function mayActivateStored(versions: Versions): MayActivate {
	return async ({ tenant, policy, digest }) => {
		const found = await versions.find(tenant, digest);
		if (!found.ok) return err({ fault: found.error });
		const { manifest, source } = found.value;
		if (manifest.policy !== policy) return err({ fault: "other-policy" });
		return ok({ revision: manifest.revision, roots: manifest.roots, carried: source === "baked" });
	};
}

/** Of a deployment that stores no versions: only what it carries. */
export function mayActivateCarried(
	carried: readonly { digest: string; manifest: { policy: string; revision: string; roots: readonly string[] } }[],
): MayActivate {
	return async ({ policy, digest }) => {
		const release = carried.find((each) => each.digest === digest);
		if (release === undefined) return err({ fault: "unknown" });
		if (release.manifest.policy !== policy) return err({ fault: "other-policy" });
		return ok({ revision: release.manifest.revision, roots: release.manifest.roots, carried: true });
	};
}
