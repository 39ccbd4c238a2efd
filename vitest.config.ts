// Two test projects: `unit` in Node for everything pure, `worker` in workerd for what needs the platform.
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
		],
	},
});
