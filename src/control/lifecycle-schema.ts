// Tables of versions' lives: projections of each tenant's control object. Appended: the row of the highest epoch counts.
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row for each epoch that changed a version's state or its rollout's pause. */
export const versionStates = sqliteTable(
	"version_states",
	{
		tenant: text("tenant").notNull(),
		policy: text("policy").notNull(),
		digest: text("digest").notNull(),
		epoch: integer("epoch").notNull(),
		state: text("state").notNull(),
		revision: text("revision").notNull(),
		/** Who or what its rollout was stopped by; absent: it goes on, or there is none. */
		paused: text("paused"),
		since: integer("since").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.policy, table.digest, table.epoch] })],
);

/** What an epoch made known of a piece of evidence, an approval or a break-glass, as canonical JSON. */
const notes = () => ({
	tenant: text("tenant").notNull(),
	id: text("id").notNull(),
	epoch: integer("epoch").notNull(),
	policy: text("policy").notNull(),
	/** Of the version. */
	digest: text("digest").notNull(),
	body: text("body").notNull(),
});
export const evidence = sqliteTable("evidence", notes(), (table) => [
	primaryKey({ columns: [table.tenant, table.id, table.epoch] }),
	index("evidence_by_version").on(table.tenant, table.policy, table.digest),
]);
export const approvals = sqliteTable("approvals", notes(), (table) => [
	primaryKey({ columns: [table.tenant, table.id, table.epoch] }),
	index("approvals_by_version").on(table.tenant, table.policy, table.digest),
]);
export const breakGlasses = sqliteTable("break_glasses", notes(), (table) => [
	primaryKey({ columns: [table.tenant, table.id, table.epoch] }),
	index("break_glasses_by_version").on(table.tenant, table.policy, table.digest),
]);
