// Test projects: `unit` in Node for everything pure, `worker` in workerd for what needs the platform, `e2e` in Node against
// the whole service as `npm start` runs it.
import { generateKeyPairSync } from "node:crypto";
import { availableParallelism } from "node:os";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import type * as LoadedHost from "./scripts/local/loaded-host.ts";
import type * as Desk from "./test/worker/versions/desk.ts";

/** Imports when it is needed, by Node itself: what a configuration imports by name is bundled with it at every start. */
const load = <T>(path: string): Promise<T> => import(new URL(path, import.meta.url).href) as Promise<T>;

export default defineConfig({
	test: {
		// What the product logs is shown when a test fails; a volume that was asked for is told in any case.
		silent: process.env.VITE_EDICT_VOLUME === undefined ? "passed-only" : false,
		// One more than there are processors, as the service's tests wait more than they work.
		maxWorkers: availableParallelism() + 1,
		projects: [
			{
				test: {
					name: "unit",
					include: ["test/**/*.test.ts"],
					exclude: ["test/worker/**", "test/e2e/**"],
					environment: "node",
					testTimeout: 30_000,
					// Pure code has no state to keep apart: modules are loaded once a thread instead of once a file.
					pool: "threads",
					isolate: false,
					restoreMocks: true,
					unstubGlobals: true,
				},
			},
			{
				test: {
					name: "e2e",
					include: ["test/e2e/**/*.test.ts"],
					environment: "node",
					testTimeout: 30_000,
					hookTimeout: 60_000,
					// Files that share a process share its bundle of the Worker.
					isolate: false,
				},
			},
			{
				plugins: [
					cloudflareTest(async () => {
						const { buildLoadedHost } = await load<typeof LoadedHost>("scripts/local/loaded-host.ts");
						const { deskAnswer } = await load<typeof Desk>("test/worker/versions/desk.ts");
						await buildLoadedHost();
						return {
							main: "./test/worker/main.ts",
							wrangler: { configPath: "./wrangler.toml" },
							miniflare: {
								// What a test in workerd cannot do: read files of this project and compile Rego.
								serviceBindings: { DESK: async (request: { url: string }) => deskAnswer(request.url) },
								bindings: {
									CONTROL_MIGRATIONS: await readD1Migrations("migrations/control"),
									// Objects read their settings from the runtime, not from the environment that a test makes.
									EDICT_LOG_KEY: JSON.stringify(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" })),
									EDICT_ORIGIN: "edict.test/log",
									LEDGER_MIGRATIONS: await readD1Migrations("migrations/ledger"),
								},
							},
						};
					}),
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
