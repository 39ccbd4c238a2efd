// The composition root: what the platform calls. The service is built at the first event of an isolate.

import { openAuthority } from "./control/authority.ts";
import { openControl } from "./control/database.ts";
import { reconcileAll } from "./control/reconcile.ts";
import { sweepIdempotency } from "./decide/idempotency.ts";
import type { Env } from "./env.ts";
import { consoleLog, failureName } from "./platform/log.ts";
import { problem, problemResponse } from "./platform/problem.ts";
import { createService, type Service } from "./service.ts";

export { RolloutMonitor } from "./control/rollout-object.ts";
export { TenantControl } from "./control/tenant-object.ts";

export { LogSequencer } from "./ledger/sequencer.ts";
export { WitnessedLog } from "./ledger/witness.ts";

let service: Service | undefined;

/** Values only are kept between requests, never a promise: each request that finds none builds one. */
async function serviceOf(env: Env): Promise<Service> {
	const built = service ?? (await createService(env));
	service = built;
	return built;
}

export default {
	async fetch(request, env, context) {
		try {
			return await (await serviceOf(env)).fetch(request, context);
		} catch (error) {
			consoleLog("error", "service.failed", { error: failureName(error) });
			return problemResponse(problem("service-unavailable", { decision: "refuse" }));
		}
	},
	async queue(batch, env) {
		await (await serviceOf(env)).queue(batch);
	},
	async scheduled(controller, env) {
		// One that fails does not keep the others from their work; all come again.
		const done = await Promise.allSettled([
			sweepIdempotency(env.LEDGER, controller.scheduledTime),
			serviceOf(env).then((built) => built.sequenceWaiting()),
			reconcileAll(openControl(env.CONTROL), openAuthority(env.TENANTS), controller.scheduledTime, consoleLog),
		]);
		for (const work of done) {
			if (work.status === "rejected") consoleLog("error", "schedule.failed", { failure: failureName(work.reason) });
		}
	},
} satisfies ExportedHandler<Env>;
