// The table of OPA agents: the last status of each. It is a view of what they said, not a history.
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const agents = sqliteTable(
	"agents",
	{
		tenant: text("tenant").notNull(),
		/** Label `id`, a token where it has not a name's form. */
		id: text("id").notNull(),
		/** Of the key that it last reported under. */
		principal: text("principal").notNull(),
		version: text("version"),
		/** JSON, as all that follow: see `AgentView`. */
		labels: text("labels").notNull(),
		bundles: text("bundles").notNull(),
		plugins: text("plugins").notNull(),
		decisionLogs: text("decision_logs"),
		discovery: text("discovery"),
		firstSeen: integer("first_seen").notNull(),
		lastSeen: integer("last_seen").notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.id] }), index("agents_by_last_seen").on(table.tenant, table.lastSeen)],
);
