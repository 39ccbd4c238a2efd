// How the ledger database's migrations are generated: the ledger's tables, and the data plane's beside them.
import { defineConfig } from "drizzle-kit";

export default defineConfig({
	dialect: "sqlite",
	schema: ["./src/ledger/schema.ts", "./src/decide/schema.ts"],
	out: "./migrations/ledger",
});
