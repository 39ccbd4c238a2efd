// Signal types of injection.
import type { SignalTypes } from "./type.ts";

export const INJECTION_SIGNALS = {} as const satisfies SignalTypes;
