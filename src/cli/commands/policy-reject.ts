// `edict policy reject`: refuses a version for good.
import { command } from "../command.ts";
import { SERVICE_USAGE } from "../service.ts";
import { STEP_OPTIONS, STEP_USAGE, takeStep } from "../version-commands.ts";

export const USAGE = `edict policy reject POLICY DIGEST --reason TEXT [--url URL] [--key-file FILE] [--json]
  Refuses a version for good and ends a rollout of it; a better one has another digest.
${STEP_USAGE}
${SERVICE_USAGE}

  edict policy reject guard sha256:… --reason "…" --key-file ana.key`;

export const run = command(USAGE, STEP_OPTIONS, (values, positionals, io) => takeStep("reject", values, positionals, io));
