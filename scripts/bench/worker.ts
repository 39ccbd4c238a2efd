// The Worker under test with two bare routes beside it, so that all three are served by one runtime in one run.
import { Hono } from "hono";
import type { RecordMessage } from "../../src/contract/record.ts";
import type { Env } from "../../src/env.ts";
import edict from "../../src/worker.ts";

export * from "../../src/worker.ts";

const bare = new Hono<{ Bindings: Env }>();
/** A JSON POST that does nothing else. */
bare.post("/bare", async (context) => context.json({ length: JSON.stringify(await context.req.json()).length }));
/** The same, awaiting a queue send of a message as large as a decision's. */
bare.post("/bare-queue", async (context) => {
	const body = await context.req.json<{ message: RecordMessage }>();
	await context.env.DECISIONS.send(body.message);
	return context.json({ length: 1 });
});

export default {
	...edict,
	fetch: (request, env, context) =>
		new URL(request.url).pathname.startsWith("/bare") ? bare.fetch(request, env, context) : edict.fetch(request, env, context),
} satisfies ExportedHandler<Env>;
