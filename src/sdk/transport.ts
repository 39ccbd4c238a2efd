// Sends one call over fetch: a time for each attempt, a deadline for all, repeats with jitter where a repeat is safe.
import type { Problem } from "../contract/problem.ts";
import { EdictError } from "./error.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type TransportOptions = {
	readonly url: string;
	readonly key: string;
	readonly fetch: Fetch;
	readonly timeoutMs: number;
	readonly deadlineMs: number;
	readonly retries: number;
	readonly backoffMs: number;
};

export type CallOptions = {
	/** Ends the call with an error of kind `aborted`. */
	readonly signal?: AbortSignal;
	/** W3C trace context; its trace id is kept in the record. */
	readonly traceparent?: string;
};

export type Call = CallOptions & {
	readonly method: "GET" | "POST";
	readonly path: string;
	readonly body?: unknown;
	readonly idempotencyKey?: string;
	/** `always`: a repeat does nothing twice; `unheard`: only when the service said that it did nothing. */
	readonly repeat: "always" | "unheard";
};

export type Transport = (call: Call) => Promise<unknown>;

/** Longest pause between attempts that the service did not ask for, ms. */
const MAX_BACKOFF_MS = 2_000;
/** With less time than this left, another attempt cannot be answered. */
const MIN_ATTEMPT_MS = 5;

/** A function that gives the JSON body of a 2xx answer, or throws an `EdictError`. */
export function createTransport(options: TransportOptions): Transport {
	return async (call) => {
		const deadline = performance.now() + options.deadlineMs;
		let left = options.deadlineMs;
		for (let attempt = 0; ; attempt++) {
			const outcome = await attemptOnce(call, options, Math.min(options.timeoutMs, left));
			if (!(outcome instanceof EdictError)) return outcome.body;
			if (attempt >= options.retries || !mayRepeat(call, outcome)) throw outcome;
			const pause = pauseBefore(attempt, outcome, options.backoffMs);
			if (performance.now() + pause + MIN_ATTEMPT_MS > deadline) throw outcome;
			await sleep(pause, call.signal);
			left = deadline - performance.now();
			if (left < MIN_ATTEMPT_MS) throw outcome;
		}
	};
}

async function attemptOnce(call: Call, options: TransportOptions, timeoutMs: number): Promise<{ body: unknown } | EdictError> {
	const { signal } = call;
	if (signal?.aborted === true) return new EdictError("aborted", "The call was aborted.");
	const controller = new AbortController();
	let stop: (error: EdictError) => void = () => {};
	// A fetch that does not heed its signal must not hold the caller either.
	const stopped = new Promise<EdictError>((resolve) => {
		stop = resolve;
	});
	const end = (error: EdictError) => {
		stop(error);
		controller.abort();
	};
	const abort = () => end(new EdictError("aborted", "The call was aborted."));
	const timer = setTimeout(() => end(new EdictError("timeout", `No answer within ${Math.ceil(timeoutMs)} ms.`)), timeoutMs);
	signal?.addEventListener("abort", abort, { once: true });
	try {
		return await Promise.race([exchange(call, options, controller.signal), stopped]);
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener("abort", abort);
	}
}

async function exchange(call: Call, options: TransportOptions, signal: AbortSignal): Promise<{ body: unknown } | EdictError> {
	try {
		const response = await options.fetch(options.url + call.path, {
			method: call.method,
			headers: headersOf(call, options.key),
			// A redirect would carry key and content elsewhere; Workers do not know `error`.
			redirect: "manual",
			signal,
			...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
		});
		const body = parse(await response.text());
		if (response.ok && body !== undefined) return { body };
		if (isProblem(body)) return problemError(response, body);
		return new EdictError("invalid-answer", `The answer (status ${response.status}) is not one of Edict.`, {
			status: response.status,
		});
	} catch (cause) {
		return new EdictError("network", "The service could not be reached.", { cause });
	}
}

function headersOf(call: Call, key: string): Record<string, string> {
	return {
		authorization: `Bearer ${key}`,
		...(call.body === undefined ? {} : { "content-type": "application/json" }),
		...(call.idempotencyKey === undefined ? {} : { "idempotency-key": call.idempotencyKey }),
		...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
	};
}

function problemError(response: Response, problem: Problem): EdictError {
	const header = Number(response.headers.get("retry-after") ?? Number.NaN);
	const seconds = Number.isFinite(header) ? header : problem.retry_after;
	const told = seconds === undefined ? problem : { ...problem, retry_after: seconds };
	return new EdictError("problem", problem.detail ?? problem.title, { status: response.status, problem: told });
}

function mayRepeat(call: Call, error: EdictError): boolean {
	if (error.kind === "aborted") return false;
	if (error.status === 429) return true;
	// Not there yet: the service asks to be asked again.
	if (error.status === 404) return error.problem?.retry_after !== undefined;
	if (call.repeat === "unheard") return error.kind === "problem" && error.status === 503;
	return error.kind === "network" || error.kind === "timeout" || (error.status ?? 0) >= 500;
}

/** Milliseconds. What the service asks for counts; else a random share of a pause that doubles. */
function pauseBefore(attempt: number, error: EdictError, backoffMs: number): number {
	const asked = error.problem?.retry_after;
	const jitter = Math.random() * Math.min(MAX_BACKOFF_MS, backoffMs * 2 ** attempt);
	return asked === undefined ? jitter : asked * 1000 + jitter;
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal?.addEventListener("abort", done, { once: true });
	});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function isProblem(body: unknown): body is Problem {
	return typeof body === "object" && body !== null && "code" in body && "title" in body && typeof body.code === "string";
}
