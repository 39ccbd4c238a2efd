// `edict policy withdraw`: takes one's own approval of a version back.
import { command } from "../command.ts";
import { SERVICE_USAGE } from "../service.ts";
import { STEP_OPTIONS, STEP_USAGE, takeStep } from "../version-commands.ts";

export const USAGE = `edict policy withdraw POLICY DIGEST --reason TEXT [--url URL] [--key-file FILE] [--json]
  Takes your own approvals of a version back; where others are not enough, it falls and a rollout of it ends.
${STEP_USAGE}
${SERVICE_USAGE}

  edict policy withdraw guard sha256:… --reason "…" --key-file ana.key`;

export const run = command(USAGE, STEP_OPTIONS, (values, positionals, io) => takeStep("withdraw", values, positionals, io));
