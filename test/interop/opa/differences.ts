// Where this service may answer otherwise than OPA, each with its reason; docs/opa.md names all of them.
import type { Answered } from "./exchange.ts";
import type { Asked } from "./requests.ts";

type Difference = {
	readonly reason: string;
	readonly covers: (asked: Asked, opa: Answered, edict: Answered) => boolean;
};

export const DIFFERENCES: Readonly<Record<string, Difference>> = {
	"static types": {
		reason:
			"OPA holds the sources and refuses with 500 a path that its type checker knows to lead nowhere; a compiled policy has no types, so that such a document is undefined",
		covers: (asked, opa, edict) =>
			opa.body.includes("rego_type_error") &&
			edict.status === (asked.path.startsWith("/v0/") ? 404 : 200) &&
			!edict.body.includes("result"),
	},
	"words of a conflict": {
		reason:
			"a compiled policy says that rules contradict each other, not which and where: the code is OPA's, the message names what was asked for",
		covers: (_, opa, edict) =>
			edict.status === opa.status && [opa, edict].every(({ body }) => body.includes('"eval_conflict_error"')),
	},
	"digits of a quotient": {
		reason: "the compiled division gives 18 digits of a quotient that does not end, OPA's evaluator 20",
		covers: (asked, opa, edict) =>
			asked.body === '{"input":{"divisor":3}}' && opa.status === edict.status && edict.body.includes("0.333333333333333333"),
	},
	"data.system": {
		reason: "OPA keeps facts about itself and its bundles there; this service tells them at /opa/v1/status and in the record",
		covers: (asked, _, edict) => asked.path === "/v1/data/system" && edict.status === 200 && !edict.body.includes("result"),
	},
	"dot segments": {
		reason:
			"the platform resolves `.` and `..` of a path before the service sees it: the document is answered at once, without OPA's redirect",
		covers: (asked, opa, edict) => asked.path.includes("/./") && opa.status === 307 && edict.status === 200,
	},
	OPTIONS: {
		reason: "answered 204 with the methods that the path takes, as everywhere in this service; OPA refuses the method",
		covers: (asked, opa, edict) => asked.method === "OPTIONS" && opa.status === 405 && edict.status === 204,
	},
};

/** Name of the difference that is allowed between these answers. */
export function allowedDifference(asked: Asked, opa: Answered, edict: Answered): string | undefined {
	return Object.keys(DIFFERENCES).find((name) => DIFFERENCES[name]?.covers(asked, opa, edict));
}
