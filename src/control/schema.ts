// Tables of the control database. Versions are appended, never edited: the row of the highest epoch counts, older rows are the past.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

const tenant = () => text("tenant").notNull();
const epoch = () => integer("epoch").notNull();
/** When and by whom, copied from the change that made the row. */
const made = () => ({ since: integer("since").notNull(), by: text("by").notNull() });

// Epochs, events, registry, configuration and activations are the projection of each tenant's control object, which alone writes them.

/** One row for each change of what may influence a tenant's decisions. Its number orders everything; its time never runs backwards. */
export const epochs = sqliteTable(
	"epochs",
	{
		tenant: tenant(),
		epoch: epoch(),
		/** Key of the order, so that a repeated write is the same change. */
		change: text("change").notNull(),
		at: integer("at").notNull(),
		by: text("by").notNull(),
		type: text("type").notNull(),
		/** Name or digest of what changed. */
		subject: text("subject").notNull(),
		reason: text("reason").notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.tenant, table.epoch] }),
		uniqueIndex("epochs_by_change").on(table.tenant, table.change),
	],
);

/** The control object's events as they are chained: canonical JSON and its hash. A change made before there was one has none yet. */
export const events = sqliteTable(
	"events",
	{
		tenant: tenant(),
		seq: integer("seq").notNull(),
		epoch: epoch(),
		hash: text("hash").notNull(),
		event: text("event").notNull(),
		/** Canonical JSON of its document, where no other table has it. */
		body: text("body"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.seq] }), uniqueIndex("events_by_epoch").on(table.tenant, table.epoch)],
);

export const tenants = sqliteTable(
	"tenants",
	{ tenant: tenant(), epoch: epoch(), body: text("body").notNull(), ...made() },
	(table) => [primaryKey({ columns: [table.tenant, table.epoch] })],
);

/** Versions of a registered thing: canonical JSON of its body, and whether it is retired. */
const registered = () => ({
	tenant: tenant(),
	name: text("name").notNull(),
	epoch: epoch(),
	body: text("body").notNull(),
	retired: integer("retired", { mode: "boolean" }).notNull(),
	...made(),
});
export const apps = sqliteTable("apps", registered(), (table) => [
	primaryKey({ columns: [table.tenant, table.name, table.epoch] }),
]);
export const tools = sqliteTable("tools", registered(), (table) => [
	primaryKey({ columns: [table.tenant, table.name, table.epoch] }),
]);

export const configVersions = sqliteTable(
	"config_versions",
	{
		tenant: tenant(),
		/** `tenant`, or the app's name. */
		scope: text("scope").notNull(),
		epoch: epoch(),
		digest: text("digest").notNull(),
		layer: text("layer").notNull(),
		...made(),
		reason: text("reason").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.scope, table.epoch] })],
);

/**
 * Documents that records name by digest, as canonical JSON: layers of configuration, lists of exceptions, kill switches. Written
 * by the change that made them, kept for as long as any record may name them, so never taken out.
 */
export const documents = sqliteTable(
	"documents",
	{
		tenant: tenant(),
		digest: text("digest").notNull(),
		/** `config`, `exceptions` or `kill`. */
		kind: text("kind").notNull(),
		body: text("body").notNull(),
		/** Of the first change that had it. */
		epoch: epoch(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.digest] })],
);

export const activations = sqliteTable(
	"activations",
	{
		tenant: tenant(),
		policy: text("policy").notNull(),
		channel: text("channel").notNull(),
		epoch: epoch(),
		digest: text("digest").notNull(),
		revision: text("revision").notNull(),
		...made(),
		reason: text("reason").notNull(),
		host: text("host").notNull(),
		/** JSON: paths under `data` that the version owns. */
		roots: text("roots"),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.policy, table.channel, table.epoch] })],
);

/** Keys by hash. What happens to a key later is written once into columns that were empty, so nothing is lost. */
export const keys = sqliteTable(
	"keys",
	{
		tenant: tenant(),
		id: text("id").notNull(),
		hash: text("hash").notNull(),
		role: text("role").notNull(),
		principal: text("principal").notNull(),
		apps: text("apps").notNull(),
		origins: text("origins").notNull(),
		expiresAt: integer("expires_at"),
		ratePerMinute: integer("rate_per_minute"),
		createdAt: integer("created_at").notNull(),
		createdBy: text("created_by").notNull(),
		revokedAt: integer("revoked_at"),
		revokedBy: text("revoked_by"),
		replacedBy: text("replaced_by"),
		replacedAt: integer("replaced_at"),
		/** After a rotation: the old key lives until then. */
		overlapUntil: integer("overlap_until"),
	},
	(table) => [
		primaryKey({ columns: [table.tenant, table.id] }),
		// The one lookup without a tenant: it is how the tenant becomes known.
		uniqueIndex("keys_by_hash").on(table.hash),
		index("keys_by_age").on(table.tenant, table.createdAt),
	],
);

/** Decisions of a tenant in one UTC day (`2026-11-24`); an approximate counter for quotas, the ledger has the exact record. */
export const usage = sqliteTable(
	"usage",
	{ tenant: tenant(), day: text("day").notNull(), count: integer("count").notNull() },
	(table) => [primaryKey({ columns: [table.tenant, table.day] })],
);
