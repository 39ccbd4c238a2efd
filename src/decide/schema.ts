// Tables of the data plane, in the ledger's database: the rows behind idempotency keys.
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const idempotency = sqliteTable(
	"idempotency",
	{
		tenant: text().notNull(),
		app: text().notNull(),
		key: text().notNull(),
		fingerprint: text().notNull(),
		/** The record message, content-free like every record. */
		message: text().notNull(),
		expires_at: integer().notNull(),
	},
	(table) => [primaryKey({ columns: [table.tenant, table.app, table.key] }), index("idempotency_expiry").on(table.expires_at)],
);
