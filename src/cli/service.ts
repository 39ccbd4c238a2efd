// A command's calls to the service: whose key, which service, and what its problems mean to the one who typed.
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { Problem } from "../contract/problem.ts";
import type { Bytes } from "../platform/bytes.ts";
import { EXIT, misused, Refusal } from "./command.ts";

/** Options of every command that calls the service. */
export const SERVICE_OPTIONS = { url: { type: "string" }, "key-file": { type: "string" } } as const;
export const SERVICE_USAGE = `  --url URL          the service; absent: EDICT_URL
  --key-file FILE    a file that holds your key (edk_…); absent: EDICT_KEY
  --json             prints what the service answered`;

export type ServiceOptions = { readonly url?: string | undefined; readonly "key-file"?: string | undefined };
export type Service = {
	/** Throws a `Refusal` that says what to do when the answer is not a success. */
	readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>;
	/** The same, of an answer that is not one JSON value. */
	readonly text: (method: string, path: string, body?: unknown) => Promise<string>;
	/** Bytes of what lies at a path; `undefined`: nothing that is given. Throws a `Refusal` when the service is not well. */
	readonly find: (path: string) => Promise<Bytes | undefined>;
};

const TIMEOUT_MS = 120_000;

/** Throws a `Refusal` when it is not said which service, or whose key. */
export async function openService(options: ServiceOptions): Promise<Service> {
	const base = options.url ?? process.env.EDICT_URL;
	if (base === undefined || !URL.canParse(base)) throw misused("name the service: --url URL, or EDICT_URL");
	const key = options["key-file"] === undefined ? process.env.EDICT_KEY : await readKey(options["key-file"]);
	if (key === undefined) throw misused("name your key: --key-file FILE, or EDICT_KEY");
	return {
		call: async (method, path, body) => parse(await call(new URL(path, base), key, method, body)),
		text: (method, path, body) => call(new URL(path, base), key, method, body),
		find: (path) => find(new URL(path, base), key),
	};
}

async function readKey(path: string): Promise<string> {
	const text = await readFile(path, "utf8").catch(() => {
		throw new Refusal(`${path} cannot be read`);
	});
	const key = text.trim();
	if (!/^edk_[\x21-\x7e]+$/.test(key)) throw new Refusal(`${path} does not hold a key (edk_…) and nothing else`);
	return key;
}

async function call(url: URL, key: string, method: string, body: unknown): Promise<string> {
	const form = body instanceof FormData;
	let response: Response;
	let text: string;
	try {
		response = await fetch(url, {
			method,
			headers: {
				authorization: `Bearer ${key}`,
				...(body === undefined || form ? {} : { "content-type": "application/json" }),
			},
			...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		text = await response.text();
	} catch {
		throw new Refusal(`${url.origin} does not answer`, EXIT.unavailable);
	}
	if (response.ok) return text;
	const problem = v.safeParse(Problem, parse(text));
	const told = problem.success ? tell(problem.output) : `${url.origin} answered ${response.status}, and not as Edict does`;
	throw new Refusal(told, response.status >= 500 || response.status === 429 ? EXIT.unavailable : EXIT.refused);
}

async function find(url: URL, key: string): Promise<Bytes | undefined> {
	try {
		const response = await fetch(url, {
			headers: { authorization: `Bearer ${key}` },
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		const bytes = new Uint8Array(await response.arrayBuffer());
		if (response.ok) return bytes;
		if (response.status < 500 && response.status !== 429) return undefined;
	} catch {
		throw new Refusal(`${url.origin} does not answer`, EXIT.unavailable);
	}
	throw new Refusal(`${url.origin} cannot give ${url.pathname} now`, EXIT.unavailable);
}

function parse(text: string): unknown {
	try {
		return text === "" ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}

function tell({ title, detail, errors = [] }: Problem): string {
	const fields = errors.map(({ pointer, detail: fault }) => `  ${pointer === "" ? "the request" : pointer.slice(1)}: ${fault}`);
	return [detail ?? `${title}.`, ...fields].join("\n");
}
