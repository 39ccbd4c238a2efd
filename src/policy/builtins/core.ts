// Builtins without a library behind them: what every policy, the guard's too, may use at no cost of start-up.
import type { Builtins } from "./builtin.ts";

export const CORE_BUILTINS: Builtins = {};
