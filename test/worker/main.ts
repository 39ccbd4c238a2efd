// Entry point of the worker tests that import modules directly: it serves nothing but the objects.
import { TenantControl as Real } from "../../src/control/tenant-object.ts";

/** Takes the time of the request for its own, so that tests hold the clock; where a jump is tested it is set. */
export class TenantControl extends Real {
	override clock = () => Number.MAX_SAFE_INTEGER;
}

export { RolloutMonitor } from "../../src/control/rollout-object.ts";
export { LogSequencer } from "../../src/ledger/sequencer.ts";
export { WitnessedLog } from "../../src/ledger/witness.ts";

// biome-ignore lint/style/noDefaultExport: the platform calls the default export
export default { fetch: () => new Response(null, { status: 404 }) };
