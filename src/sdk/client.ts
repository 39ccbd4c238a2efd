// The typed client: fetch alone, the same in browsers, Node, Deno, Bun and Workers.
import type * as v from "valibot";
import type { CONTROL_ROUTES } from "../contract/api-control.ts";
import type { Whoami } from "../contract/api-decide.ts";
import type { Decision } from "../contract/decision.ts";
import type { Problem } from "../contract/problem.ts";
import type { DecisionRecord, Feedback } from "../contract/record.ts";
import type { AnyRecord, DataRecord } from "../contract/record-data.ts";
import type { DecideRequestBody } from "../contract/request.ts";
import type { FeedbackEntry, SearchRequest, SearchResponse, StoredDecision } from "../contract/search.ts";
import { isDecision, isProblemShaped } from "./answer.ts";
import { EdictError } from "./error.ts";
import { type Guarded, type GuardOptions, guardText } from "./guard.ts";
import { type Call, type CallOptions, createTransport, type Fetch } from "./transport.ts";

export { EdictError, type FailureKind } from "./error.ts";
export type { Guarded, GuardOptions, GuardReason } from "./guard.ts";
export type { CallOptions, Fetch } from "./transport.ts";
export type { AnyRecord, DataRecord, DecideRequestBody, Decision, DecisionRecord, Problem, SearchResponse, StoredDecision };

export type ClientOptions = {
	/** Where Edict is served, e.g. `https://edict.example.com`; a path before `/v1` is kept. */
	readonly url: string;
	/** `edk_…`. In a browser only a browser key, restricted to its origins. */
	readonly key: string;
	readonly fetch?: Fetch;
	/** For one attempt. */
	readonly timeoutMs?: number;
	/** For all attempts of a call, pauses included. */
	readonly deadlineMs?: number;
	/** Attempts after the first. */
	readonly retries?: number;
	/** Pause before the first repeat, doubled for each further one; a random share of it is taken. */
	readonly backoffMs?: number;
};

export type DecideOptions = CallOptions & {
	/** One for each logical call; made when absent, and used for all its attempts. */
	readonly idempotencyKey?: string;
};

type Answer<Id extends keyof typeof CONTROL_ROUTES> = v.InferOutput<
	Extract<(typeof CONTROL_ROUTES)[Id], { response: v.GenericSchema }>["response"]
>;
export type SearchQuery = v.InferInput<typeof SearchRequest>;

export type Client = {
	/** Asks for a decision. A refusal is an answer; an `EdictError` means that there is none, and nothing may go on. */
	readonly decide: (request: DecideRequestBody, options?: DecideOptions) => Promise<Decision>;
	/** Asks for up to 100 decisions; each item is a decision or a problem. Repeated only when nothing was decided. */
	readonly decideBatch: (requests: readonly DecideRequestBody[], options?: CallOptions) => Promise<(Decision | Problem)[]>;
	/** Asks whether a text may go on. Never throws: without a decision the answer is no. */
	readonly guard: (text: string, options: GuardOptions) => Promise<Guarded>;
	readonly decision: (id: string, options?: CallOptions) => Promise<StoredDecision>;
	/** One page, newest first. */
	readonly search: (query: SearchQuery, options?: CallOptions) => Promise<SearchResponse>;
	/** All pages, one record at a time. */
	readonly searchAll: (query: SearchQuery, options?: CallOptions) => AsyncGenerator<AnyRecord, void, undefined>;
	readonly feedback: (id: string, body: Feedback, options?: CallOptions) => Promise<v.InferOutput<typeof FeedbackEntry>>;
	readonly whoami: (options?: CallOptions) => Promise<v.InferOutput<typeof Whoami>>;
	readonly policies: (options?: CallOptions) => Promise<Answer<"policies">>;
	/** One version, by digest. */
	readonly policy: (digest: string, options?: CallOptions) => Promise<Answer<"policy">>;
	/** Which version applied for an app at an instant (RFC 3339 or milliseconds; absent: now). */
	readonly activePolicy: (app: string, at?: string | number, options?: CallOptions) => Promise<Answer<"activePolicy">>;
	readonly rules: (options?: CallOptions) => Promise<Answer<"rules">>;
};

/** Throws a `TypeError` when `url` is no URL or `key` is empty; sends nothing yet. */
export function createClient(options: ClientOptions): Client {
	const { url, key, timeoutMs = 2_000, deadlineMs = 3 * timeoutMs, retries = 2, backoffMs = 100 } = options;
	if (!/^https?:$/.test(new URL(url).protocol)) throw new TypeError("url must be http or https");
	if (key === "") throw new TypeError("key must not be empty");
	const send = createTransport({
		url: url.replace(/\/+$/, ""),
		key,
		fetch: options.fetch ?? ((target, init) => fetch(target, init)),
		timeoutMs,
		deadlineMs,
		retries,
		backoffMs,
	});
	const call = async <T>(request: Call): Promise<T> => (await send(request)) as T;
	const get = <T>(path: string, more: CallOptions = {}) => call<T>({ ...more, method: "GET", path, repeat: "always" });

	const decide: Client["decide"] = async (body, { idempotencyKey = newKey(), ...more } = {}) => {
		const answer = await send({ ...more, method: "POST", path: "/v1/decide", body, idempotencyKey, repeat: "always" });
		if (!isDecision(answer)) throw notADecision();
		return answer;
	};
	const decideBatch: Client["decideBatch"] = async (requests, more = {}) => {
		const call = { ...more, method: "POST", path: "/v1/decide/batch", body: { requests }, repeat: "unheard" } as const;
		const { decisions } = ((await send(call)) ?? {}) as { decisions?: unknown };
		if (!Array.isArray(decisions) || decisions.length !== requests.length) throw notADecision();
		if (!decisions.every((item) => isDecision(item) || isProblemShaped(item))) throw notADecision();
		return decisions as (Decision | Problem)[];
	};
	const search: Client["search"] = (body, more = {}) =>
		call({ ...more, method: "POST", path: "/v1/decisions/search", body, repeat: "always" });

	return {
		decide,
		decideBatch,
		guard: (text, more) => guardText(decide, text, more),
		decision: (id, more) => get(`/v1/decisions/${encodeURIComponent(id)}`, more),
		search,
		searchAll: (query, more) => allPages(search, query, more),
		feedback: (id, body, more = {}) =>
			call({ ...more, method: "POST", path: `/v1/decisions/${encodeURIComponent(id)}/feedback`, body, repeat: "unheard" }),
		whoami: (more) => get("/v1/whoami", more),
		policies: (more) => get("/v1/policies", more),
		policy: (digest, more) => get(`/v1/policies/${encodeURIComponent(digest)}`, more),
		activePolicy: (app, at, more) => {
			const query = new URLSearchParams({ app, ...(at === undefined ? {} : { at: String(at) }) });
			return get(`/v1/policies/active?${query}`, more);
		},
		rules: (more) => get("/v1/rules", more),
	};
}

/** A page may be empty while there is a next one: only the missing cursor ends it. */
async function* allPages(search: Client["search"], query: SearchQuery, more: CallOptions | undefined) {
	let cursor = query.cursor;
	do {
		const page = await search(cursor === undefined ? query : { ...query, cursor }, more);
		yield* page.decisions;
		cursor = page.next_cursor;
	} while (cursor !== undefined);
}

function notADecision(): EdictError {
	return new EdictError("invalid-answer", "The answer has not the shape of a decision.");
}

/** 128 random bits; `randomUUID` is missing from pages that are not served over TLS. */
function newKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
