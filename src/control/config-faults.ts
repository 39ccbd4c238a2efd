// What of a configuration layer would have no effect, said before it is stored. The policy says the same at each decision
// (rego/guard/config); a test holds the two to one opinion.
import type { ConfigLayer } from "../contract/input.ts";
import { RULE_ACTIONS, SEVERITIES } from "../contract/names.ts";
import type { FieldError } from "../contract/problem.ts";

type RuleConfig = NonNullable<ConfigLayer["rules"]>[string];
type Value = NonNullable<RuleConfig["params"]>[string];

/** A parameter as a release ships it. Without a direction it is fixed. */
export type ParamDefault = { readonly value: Value; readonly direction?: "min" | "max" | "subset" | "superset" };
/** How strict each rule of a release is shipped: what a layer can restrict. */
export type RuleDefaults = Readonly<
	Record<string, { readonly action: string; readonly severity: string; readonly params?: Readonly<Record<string, ParamDefault>> }>
>;

const SCALES = { action: RULE_ACTIONS as readonly string[], severity: SEVERITIES as readonly string[] } as const;
/** Other names are no parameter's and are not repeated. */
const PARAM_NAME = /^[a-z][a-z0-9_]{0,63}$/;

/**
 * What would have no effect, by pointer into the request: unknown rules (at `/layer/rules`, once) and parameters, fixed
 * parameters, values of another type, and what would relax the release or a layer of `above`.
 */
export function configFaults(layer: ConfigLayer, defaults: RuleDefaults, above: readonly ConfigLayer[]): FieldError[] {
	const rules = Object.entries(layer.rules);
	const known = rules.filter(([rule]) => Object.hasOwn(defaults, rule));
	const unknown = { pointer: "/layer/rules", detail: "names a rule that the active version does not have" };
	const faults = known.flatMap(([rule, entry]) => {
		const upper = above.flatMap((each) => (Object.hasOwn(each.rules, rule) ? [each.rules[rule] as RuleConfig] : []));
		const shipped = defaults[rule] as RuleDefaults[string];
		const found = [
			...(["action", "severity"] as const).map((field) => scaleFault(field, entry, shipped, upper)),
			...Object.entries(entry.params ?? {}).map(([name, value]) => paramFault(name, value, shipped, upper)),
		];
		return found.flatMap((fault) =>
			fault === undefined ? [] : [{ pointer: `/layer/rules/${rule}${fault.pointer}`, detail: fault.detail }],
		);
	});
	return known.length === rules.length ? faults : [unknown, ...faults];
}

function scaleFault(
	field: keyof typeof SCALES,
	entry: RuleConfig,
	shipped: RuleDefaults[string],
	upper: readonly RuleConfig[],
): FieldError | undefined {
	const asked = entry[field];
	if (asked === undefined) return undefined;
	const rank = (value: string) => SCALES[field].indexOf(value);
	const least = Math.max(rank(shipped[field]), ...upper.map((each) => rank(each[field] ?? "")));
	return rank(asked) >= least
		? undefined
		: { pointer: `/${field}`, detail: `would relax what holds already: ${SCALES[field][least]} or stricter` };
}

function paramFault(
	name: string,
	value: Value,
	shipped: RuleDefaults[string],
	upper: readonly RuleConfig[],
): FieldError | undefined {
	const params = shipped.params ?? {};
	if (!Object.hasOwn(params, name)) {
		const known = Object.keys(params);
		const detail = `is not a parameter of the rule, which has ${known.length === 0 ? "none" : known.join(", ")}`;
		return { pointer: PARAM_NAME.test(name) ? `/params/${name}` : "/params", detail };
	}
	const declared = params[name] as ParamDefault;
	const pointer = `/params/${name}`;
	if (declared.direction === undefined) return { pointer, detail: "is fixed by the release" };
	if (typeName(value) !== typeName(declared.value)) return { pointer, detail: `must be of the type ${typeName(declared.value)}` };
	const values = upper.flatMap(({ params }) =>
		params !== undefined && Object.hasOwn(params, name) ? [params[name] as Value] : [],
	);
	const detail = relaxes(declared, value, [declared.value, ...values]);
	return detail === undefined ? undefined : { pointer, detail };
}

/** How a value would relax what holds above it; values above of another type count for nothing. */
function relaxes({ direction }: ParamDefault, value: Value, above: readonly Value[]): string | undefined {
	const numbers = above.filter((each) => typeof each === "number");
	const lists = above.filter((each) => Array.isArray(each));
	switch (direction) {
		case "min": {
			const most = Math.min(...numbers);
			return typeof value === "number" && value > most ? `would relax what holds already: at most ${most}` : undefined;
		}
		case "max": {
			const least = Math.max(...numbers);
			return typeof value === "number" && value < least ? `would relax what holds already: at least ${least}` : undefined;
		}
		case "subset": {
			const within = Array.isArray(value) && value.every((item) => lists.every((list) => list.includes(item)));
			return within ? undefined : "would relax what holds already: a list can only lose items";
		}
		// A list that grows with every layer has no value that relaxes, nor has what does not move.
		default:
			return undefined;
	}
}

function typeName(value: Value): string {
	return Array.isArray(value) ? "array" : typeof value;
}
