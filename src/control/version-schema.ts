// Tables of published versions: which there are, who signed them, and whose signatures count. Appended, never edited.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** One row for each version of a tenant; the bytes of its renditions lie in R2 under their digests. */
export const versions = sqliteTable(
	"versions",
	{
		tenant: text("tenant").notNull(),
		/** Digest of the manifest. */
		digest: text("digest").notNull(),
		policy: text("policy").notNull(),
		kind: text("kind").notNull(),
		revision: text("revision").notNull(),
		/** Canonical JSON: the bytes that the digest is of. */
		manifest: text("manifest").notNull(),
		/** Of all renditions together. */
		bytes: integer("bytes").notNull(),
		publishedAt: integer("published_at").notNull(),
		publishedBy: text("published_by").notNull(),
		/** Host on which it was loaded and asked once before it was taken; absent where there was no loader. */
		triedOn: text("tried_on"),
	},
	(table) => [
		primaryKey({ columns: [table.tenant, table.digest] }),
		// One revision of a line is one version: people name versions by it.
		uniqueIndex("versions_by_revision").on(table.tenant, table.policy, table.revision),
		index("versions_by_age").on(table.tenant, table.policy, table.publishedAt),
	],
);

/** Signatures over a version's manifest that held when they were taken; whether their key still counts is asked at each load. */
export const versionSignatures = sqliteTable(
	"version_signatures",
	{
		tenant: text("tenant").notNull(),
		digest: text("digest").notNull(),
		fingerprint: text("fingerprint").notNull(),
		/** Base64, over the DSSE pre-authentication encoding. */
		signature: text("signature").notNull(),
		at: integer("at").notNull(),
		by: text("by").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.digest, table.fingerprint] })],
);

/** Public keys whose signatures count for a tenant, until they are revoked: then the empty columns are written, once. */
export const signingKeys = sqliteTable(
	"signing_keys",
	{
		tenant: text("tenant").notNull(),
		fingerprint: text("fingerprint").notNull(),
		/** Whose key it is. */
		principal: text("principal").notNull(),
		/** The 32 bytes, base64url. */
		publicKey: text("public_key").notNull(),
		/** What its signatures may stand under. */
		purpose: text("purpose").notNull(),
		registeredAt: integer("registered_at").notNull(),
		registeredBy: text("registered_by").notNull(),
		revokedAt: integer("revoked_at"),
		revokedBy: text("revoked_by"),
		revokedReason: text("revoked_reason"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.fingerprint] })],
);
