// What the control plane's handlers are built from.
import type { ReleaseManifest } from "../../contract/bundle.ts";
import type { Pointer } from "../../contract/pointer.ts";
import type { KeyEnvironment } from "../../platform/credential.ts";
import type { Log } from "../../platform/log.ts";
import type { Result } from "../../platform/result.ts";
import type { VersionFault } from "../../policy/version.ts";
import type { Authority } from "../authority.ts";
import type { RuleDefaults } from "../config-faults.ts";
import type { ControlDb } from "../database.ts";
import type { Govern } from "../govern.ts";
import type { MayActivate } from "../may-activate.ts";
import type { TryLoad } from "../publish.ts";
import type { VersionStore } from "../version-store.ts";
import type { DrillProbe } from "./kill.ts";

export type Release = {
	/** Digest of the manifest: the version. */
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	readonly sources: readonly { readonly path: string; readonly text: string }[];
	/** How strict each rule is shipped, and which way its parameters may move. */
	readonly defaults: RuleDefaults;
};

/** Of a tenant, by its pointer: the guard's version whose rules configuration may restrict. */
export type GuardInForce = (pointer: Pointer) => Promise<Result<Pick<Release, "digest" | "manifest" | "defaults">, VersionFault>>;

/** Versions that this deployment carries. */
export type Releases = {
	readonly list: () => readonly Release[];
	readonly get: (digest: string) => Release | undefined;
	/** Digest of the one that decides where nothing else was activated. */
	readonly active: string;
};

export type RevokeSigner = (
	tenant: string,
	fingerprint: string,
	order: { readonly by: string; readonly at: number; readonly reason: string; readonly key: string },
) => Promise<"full" | undefined>;

export type ControlDeps = {
	/** What changes go through. */
	readonly authority: Authority;
	/** Where their projection is read. */
	readonly db: ControlDb;
	/** Asked before any command of change control. */
	readonly govern: Govern;
	/** Asked before any channel moves. */
	readonly mayActivate: MayActivate;
	readonly releases: Releases;
	readonly guardInForce: GuardInForce;
	/** Versions that were published. */
	readonly store: VersionStore;
	/** Absent where the deployment cannot load versions. */
	readonly tryLoad?: TryLoad | undefined;
	/** Tells the authority over the tenant's changes that a signing key counts no more; `full`: it holds no more of them. */
	readonly revokeSigner?: RevokeSigner | undefined;
	/** Absent where no decision can be asked for. */
	readonly probe?: DrillProbe | undefined;
	/** Version of the host that evaluates policies, as records name it. */
	readonly host: string;
	/** Goes into new keys, so that a key tells where it belongs. */
	readonly environment: KeyEnvironment;
	readonly log: Log;
};
