// The seam between the router and the planes: what a handler is given and gives back.
import type { Problem } from "../contract/problem.ts";
import type { Caller } from "./credential.ts";

export type ApiRequest = {
	readonly raw: Request;
	/** Path parameters, decoded. */
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	/** Who asks; the router has checked that the role may call the route. Public routes have none. */
	readonly caller: Caller;
	/** Clock of this request, ms. */
	readonly now: number;
	/** Takes more of the caller's rate than the one request has: a batch costs what its items do. */
	readonly charge: (cost: number) => Promise<Problem | undefined>;
	/** Best effort after the answer; never for a promised record. */
	readonly waitUntil: (work: Promise<unknown>) => void;
};

export type Handler = (request: ApiRequest) => Promise<Response>;
/** One handler for each route of a table. */
export type Handlers<Routes> = { readonly [id in keyof Routes]: Handler };
