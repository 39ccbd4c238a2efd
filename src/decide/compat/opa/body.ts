// Reads the body of a question as OPA does: gzip or not, JSON or YAML, with or without the envelope around the input.

import { readBytes } from "../../../platform/body.ts";
import { concatBytes } from "../../../platform/bytes.ts";
import { MAX_BODY_BYTES } from "../../../platform/limits.ts";
import { err, ok, type Result } from "../../../platform/result.ts";
import { jsonText } from "../../../policy/value-json.ts";
import { scanValue, skipSpace } from "./go-scan.ts";
import { type PlainMember, plainMembers } from "./plain-scan.ts";

/** What OPA says of a body that it does not take. */
export type BodyFault = string;

/** Bytes that are no UTF-8 become U+FFFD, as in Go. */
const DECODER = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });
const MALFORMED = "body contains malformed input document: ";

/** A text of JSON, with what member names stand in the outermost object when it is one. */
export type Document = { readonly text: string; readonly members: ReadonlyMap<string, Given> };

/** A JSON text, and the canonical text of its value where reading it gave that, too. */
export type Given = Pick<PlainMember, "text"> & Partial<PlainMember>;

/** The body as JSON; `undefined`: there is nothing in it. Behind the first value anything may stand. */
export async function readDocument(request: Request): Promise<Result<Document | undefined, BodyFault>> {
	const bytes = await readBytes(request, MAX_BODY_BYTES);
	if (bytes === undefined) return err(tooLarge("server.decoding.max_length"));
	const plain = /gzip/.test(request.headers.get("content-encoding") ?? "") ? await unzipped(bytes) : ok(bytes);
	if (!plain.ok) return plain;
	const text = DECODER.decode(plain.value);
	if (/yaml/.test(request.headers.get("content-type") ?? "")) return plain.value.length === 0 ? ok(undefined) : readYaml(text);
	return documentOf(text);
}

function documentOf(text: string): Result<Document | undefined, BodyFault> {
	const from = skipSpace(text, 0);
	const plain = plainMembers(text, from);
	if (plain !== undefined) return ok({ text: text.slice(from, plain.end), members: plain.members });
	const members = new Map<string, Given>();
	const found = scanValue(text, from, (name, { start, end }) => {
		members.set(JSON.parse(name) as string, { text: text.slice(start, end) });
	});
	if (found.ok) return ok({ text: text.slice(found.value.start, found.value.end), members });
	return found.error === "EOF" ? ok(undefined) : err(MALFORMED + found.error);
}

/** The reader is a library of its own, so that it is loaded with the first request that needs it. */
async function readYaml(text: string): Promise<Result<Document | undefined, BodyFault>> {
	const { parseYaml } = await import("../../../policy/builtins/yaml.ts");
	try {
		return documentOf(jsonText(parseYaml(text)));
	} catch (error) {
		return err(MALFORMED + (error instanceof Error ? error.message : "yaml"));
	}
}

/**
 * The input of a question in an envelope, as value text; `undefined`: there is none, or it is null. Go's decoder takes
 * names in any letters, the last counts.
 */
export async function readInput(request: Request): Promise<Result<Given | undefined, BodyFault>> {
	const document = await readDocument(request);
	if (!document.ok) return document;
	if (document.value === undefined || document.value.text === "null") return ok(undefined);
	if (!document.value.text.startsWith("{")) return err(`${MALFORMED}${notAnObject(document.value.text)}`);
	let input: Given | undefined;
	for (const [name, given] of document.value.members) if (name.toLowerCase() === "input") input = given;
	return ok(input?.text === "null" ? undefined : input);
}

/** The input of a question whose body is the input; nothing is null. */
export async function readBareInput(request: Request): Promise<Result<string, BodyFault>> {
	const document = await readDocument(request);
	if (!document.ok) return err(`unexpected parse error for input: ${document.error}`);
	return ok(document.value === undefined ? "null" : document.value.text);
}

/** `input=` of a read. Unlike a body, nothing may stand behind the value. */
export function readParameter(text: string): Result<string, BodyFault> {
	const found = scanValue(text);
	if (!found.ok) return err(`parameter contains malformed input document: ${found.error}`);
	const fault = behind(text, found.value.end);
	if (fault !== undefined) return err(`parameter contains malformed input document: ${fault}`);
	return ok(text.slice(found.value.start, found.value.end));
}

/** What Go says of something behind the value: it names the next token, and a null it does not see. */
function behind(text: string, end: number): string | undefined {
	const at = skipSpace(text, end);
	if (at === text.length) return undefined;
	const told = (token: string) => `error: invalid character '${token}' after top-level value`;
	const next = text[at] ?? "";
	if (next === "{" || next === "[") return told(next);
	const token = scanValue(text, at);
	if (!token.ok) return token.error;
	const spelled = text.slice(token.value.start, token.value.end);
	if (spelled === "null") return undefined;
	if (spelled === "true" || spelled === "false") return told(`%!s(bool=${spelled})`);
	return told(next === '"' ? (JSON.parse(spelled) as string) : spelled);
}

/** Go's names for what stands where an object should. */
export function notAnObject(json: string): string {
	const kind = json.startsWith("[") ? "array" : json.startsWith('"') ? "string" : /^[tf]/.test(json) ? "bool" : "number";
	return `json: cannot unmarshal ${kind} into Go value of type types.alias`;
}

async function unzipped(bytes: Uint8Array): Promise<Result<Uint8Array, BodyFault>> {
	const fault = (reason: string) => err(`could not decompress the body: ${reason}`);
	if (bytes.length === 0) return fault("EOF");
	if (bytes.length >= 3 && !(bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8)) return fault("gzip: invalid header");
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		const reader = new Response(bytes as Uint8Array<ArrayBuffer>).body?.pipeThrough(new DecompressionStream("gzip")).getReader();
		for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
			length += part.value.byteLength;
			if (length > MAX_BODY_BYTES) {
				await reader?.cancel();
				return err(tooLarge("server.decoding.gzip.max_length", "decompressed size exceeds"));
			}
			chunks.push(part.value);
		}
	} catch {
		return fault("unexpected EOF");
	}
	return ok(concatBytes(...chunks));
}

function tooLarge(setting: string, what = "exceeds"): BodyFault {
	return `request body too large: ${what} limit of ${MAX_BODY_BYTES} bytes (${setting})`;
}
