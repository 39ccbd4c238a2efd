// How the control plane's migrations are generated from its schema.
import { defineConfig } from "drizzle-kit";

export default defineConfig({
	dialect: "sqlite",
	schema: [
		"./src/control/schema.ts",
		"./src/control/version-schema.ts",
		"./src/control/lifecycle-schema.ts",
		"./src/control/opa-management/agent-schema.ts",
	],
	out: "./migrations/control",
});
