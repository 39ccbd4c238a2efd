// Builtins without a library behind them: what every policy, the guard's too, may use at no cost of start-up.
import type { Builtins } from "./builtin.ts";
import { ENCODING } from "./encoding.ts";
import { GRAPH } from "./graph.ts";
import { HOST } from "./host-facts.ts";
import { JSON_PATCH } from "./json-patch.ts";
import { NET } from "./net.ts";
import { NUMBERS } from "./numbers.ts";
import { OBJECTS } from "./objects.ts";
import { SEMVER } from "./semver.ts";
import { STRINGS } from "./strings.ts";
import { TIME } from "./time.ts";
import { UNITS } from "./units.ts";
import { URI } from "./uri.ts";
import { UUID } from "./uuid.ts";

export const CORE_BUILTINS: Builtins = {
	...ENCODING,
	...GRAPH,
	...HOST,
	...JSON_PATCH,
	...NET,
	...NUMBERS,
	...OBJECTS,
	...SEMVER,
	...STRINGS,
	...TIME,
	...UNITS,
	...URI,
	...UUID,
};
