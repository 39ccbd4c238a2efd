// `edict policy request`: asks for approvals of a tested version.
import { command } from "../command.ts";
import { SERVICE_USAGE } from "../service.ts";
import { STEP_OPTIONS, STEP_USAGE, takeStep } from "../version-commands.ts";

export const USAGE = `edict policy request POLICY DIGEST --reason TEXT [--url URL] [--key-file FILE] [--json]
  Asks those who may for their approval of a version whose evidence is there.
${STEP_USAGE}
${SERVICE_USAGE}

  edict policy request guard sha256:… --reason "…" --key-file ana.key`;

export const run = command(USAGE, STEP_OPTIONS, (values, positionals, io) => takeStep("request", values, positionals, io));
