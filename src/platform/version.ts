// Versions of what hosts a policy: of this code, part of every record and equal to package.json's; and of the platform.
export const HOST_VERSION = "edict/0.1.0";
/** Behaviour of the runtime that the Worker asks for, and each isolate it loads with it; equal to wrangler.toml's. */
export const COMPATIBILITY_DATE = "2026-10-20";
