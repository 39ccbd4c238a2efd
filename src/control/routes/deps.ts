// What the control plane's handlers are built from.
import type { ReleaseManifest } from "../../contract/bundle.ts";
import type { KeyEnvironment } from "../../platform/credential.ts";
import type { Log } from "../../platform/log.ts";
import type { RuleDefaults } from "../config-faults.ts";
import type { ControlDb } from "../database.ts";

export type Release = {
	/** Digest of the manifest: the version. */
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	readonly sources: readonly { readonly path: string; readonly text: string }[];
	/** How strict each rule is shipped, and which way its parameters may move. */
	readonly defaults: RuleDefaults;
};

/** Versions that this deployment carries. */
export type Releases = {
	readonly list: () => readonly Release[];
	readonly get: (digest: string) => Release | undefined;
	/** Digest of the one that decides. */
	readonly active: string;
};

export type ControlDeps = {
	readonly db: ControlDb;
	readonly releases: Releases;
	/** Version of the host that evaluates policies, as records name it. */
	readonly host: string;
	/** Goes into new keys, so that a key tells where it belongs. */
	readonly environment: KeyEnvironment;
	readonly log: Log;
};
