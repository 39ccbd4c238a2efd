// Signal types of harm.
import type { SignalTypes } from "./type.ts";

export const HARM_SIGNALS = {} as const satisfies SignalTypes;
