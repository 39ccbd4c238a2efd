// Signal types of exfiltration.
import type { SignalTypes } from "./type.ts";

export const EXFILTRATION_SIGNALS = {} as const satisfies SignalTypes;
