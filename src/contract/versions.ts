// Published versions and the keys that sign them, as the API tells of them.
import * as v from "valibot";
import { Digest, Millis, Name, notReserved } from "./names.ts";
import { ChangeReason } from "./registry.ts";

/** Name of a policy line: it stands in paths, so that it is narrower than other names. */
export const PolicyName = v.pipe(
	v.string(),
	v.regex(
		/^(?!active$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
		"must be 1 to 64 characters of A-Z a-z 0-9 . _ -, beginning with a letter or digit, and not active",
	),
	notReserved,
);

/** 32 bytes in base64url. */
export const Ed25519Public = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, "must be 32 bytes in base64url, without padding"));

/** What the signatures of a key may stand under: a release, evidence about one, or its owner's approval. One key, one purpose. */
export const KEY_PURPOSES = ["release", "evidence", "approval"] as const;

export const SigningKeyBody = v.strictObject({
	/** Public Ed25519 key: the member `x` of its JWK. */
	public_key: Ed25519Public,
	/** The person or machine whose key it is. */
	principal: Name,
	purpose: v.optional(v.picklist(KEY_PURPOSES), "release"),
});
export type SigningKeyBody = v.InferOutput<typeof SigningKeyBody>;

export const SigningKeyInfo = v.strictObject({
	/** Digest of the key's SubjectPublicKeyInfo (DER), by which envelopes name it. */
	fingerprint: Digest,
	public_key: Ed25519Public,
	principal: Name,
	purpose: v.picklist(KEY_PURPOSES),
	registered_at: Millis,
	registered_by: Name,
	revoked: v.optional(v.strictObject({ at: Millis, by: Name, reason: ChangeReason })),
});
export type SigningKeyInfo = v.InferOutput<typeof SigningKeyInfo>;

export const VersionInfo = v.strictObject({
	digest: Digest,
	policy: Name,
	kind: v.picklist(["guard", "general"]),
	revision: v.string(),
	entrypoints: v.array(v.string()),
	roots: v.array(v.string()),
	/** Of all renditions together. */
	bytes: v.number(),
	/** `baked`: this deployment carries it; `stored`: it was published. */
	source: v.picklist(["baked", "stored"]),
	/** Whether a signature of it is by a key that counts; what is baked in needs none. */
	trusted: v.boolean(),
	published_at: v.optional(Millis),
	published_by: v.optional(Name),
	/** Keys that signed it. */
	signed_by: v.array(v.strictObject({ fingerprint: Digest, principal: Name, counts: v.boolean() })),
	/** Host on which it was loaded and every entrypoint asked once before it was taken; absent where that was not possible. */
	tried_on: v.optional(v.string()),
});
export type VersionInfo = v.InferOutput<typeof VersionInfo>;
