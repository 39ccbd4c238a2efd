// Signal types of secret.
import type { SignalTypes } from "./type.ts";

export const SECRET_SIGNALS = {} as const satisfies SignalTypes;
