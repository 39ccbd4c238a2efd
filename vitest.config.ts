// Test projects: `unit` in Node for everything pure, `worker` in workerd for what needs the platform, `e2e` in Node against
// the whole service as `npm start` runs it.
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: "unit",
					include: ["test/**/*.test.ts"],
					exclude: ["test/worker/**", "test/e2e/**"],
					environment: "node",
					testTimeout: 30_000,
				},
			},
			{
				test: {
					name: "e2e",
					include: ["test/e2e/**/*.test.ts"],
					environment: "node",
					testTimeout: 30_000,
					hookTimeout: 60_000,
					// They wait more than they work.
					maxWorkers: 3,
				},
			},
			{
				plugins: [
					cloudflareTest(async () => ({
						main: "./test/worker/main.ts",
						wrangler: { configPath: "./wrangler.toml" },
						miniflare: {
							bindings: {
								CONTROL_MIGRATIONS: await readD1Migrations("migrations/control"),
								LEDGER_MIGRATIONS: await readD1Migrations("migrations/ledger"),
							},
						},
					})),
				],
				test: {
					name: "worker",
					include: ["test/worker/**/*.test.ts"],
					setupFiles: ["test/worker/setup.ts"],
					testTimeout: 30_000,
				},
			},
		],
	},
});
