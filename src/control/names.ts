// Names that the control plane gives a meaning of its own.

/** The tenant of those who run the deployment. */
export const OPERATOR_TENANT = "edict";
/** Scope of the configuration layer that holds for all apps; no app may have this name. */
export const TENANT_SCOPE = "tenant";

/** Principals of the service itself, which no key may carry. */
export const DEPLOY = "deploy";
export const INSTALL = "install";
/** The clock: what ends, and what is warned of. */
export const SCHEDULE = "schedule";
/** The guard of a rollout, which may pause and abort and nothing else. */
export const ROLLOUT_GUARD = "rollout-guard";
