// What the route table says of one route.
import type * as v from "valibot";
import type { Role } from "./names.ts";
import type { ProblemCode } from "./problem.ts";

export type Schema = v.GenericSchema;

export type RouteSpec = {
	readonly method: "GET" | "POST" | "PUT" | "DELETE";
	/** `/v1/decisions/:id`; `:path*` at the end stands for one or more parts. */
	readonly path: string;
	/** The same route lies under this prefix too. */
	readonly alsoUnder?: string | undefined;
	/** `opa`: errors have the shape of OPA's REST API, and a question for the head alone is refused as OPA does it. */
	readonly errors?: "opa";
	/** `public`: no key is asked for. */
	readonly roles: readonly Role[] | "public";
	/** Browser keys may call it. */
	readonly browser?: true;
	readonly tag: string;
	readonly summary: string;
	readonly description?: string;
	readonly query?: Readonly<Record<string, { readonly description: string; readonly required?: true; readonly schema: Schema }>>;
	readonly request?: Schema;
	/** Parts of a multipart/form-data body, in place of a JSON body. */
	readonly parts?: Readonly<
		Record<string, { readonly description: string; readonly mediaType: string; readonly required: boolean }>
	>;
	/** A request that is tested to be answered with `status`. */
	readonly example?: unknown;
	readonly status: 200 | 201 | 202 | 204;
	/** Absent: no body, or a body that is not JSON. */
	readonly response?: Schema;
	/** Of the answer; a range where it depends on what was asked for. */
	readonly mediaType?: string;
	readonly problems: readonly ProblemCode[];
};
