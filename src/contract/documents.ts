// Documents that take part in decisions and that records name by digest.
import * as v from "valibot";
import { Digest } from "./names.ts";

/**
 * `config`: a layer of a tenant or an app; `exceptions`, `kill`: the list that was in force; `kill_global`: the operator's over all
 * tenants; `defaults`: what a release ships.
 */
export const DOCUMENT_KINDS = ["config", "exceptions", "kill", "kill_global", "defaults"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DocumentInfo = v.strictObject({
	digest: Digest,
	kind: v.picklist(DOCUMENT_KINDS),
	/** Its canonical JSON (RFC 8785) has the digest. */
	document: v.unknown(),
});
export type DocumentInfo = v.InferOutput<typeof DocumentInfo>;
