// `edict policy retire`: ends a version that is not in force.
import { command } from "../command.ts";
import { SERVICE_USAGE } from "../service.ts";
import { STEP_OPTIONS, STEP_USAGE, takeStep } from "../version-commands.ts";

export const USAGE = `edict policy retire POLICY DIGEST --reason TEXT [--url URL] [--key-file FILE] [--json]
  Ends a version that is not in force: it is kept, and never put in force again.
${STEP_USAGE}
${SERVICE_USAGE}

  edict policy retire guard sha256:… --reason "…" --key-file ana.key`;

export const run = command(USAGE, STEP_OPTIONS, (values, positionals, io) => takeStep("retire", values, positionals, io));
