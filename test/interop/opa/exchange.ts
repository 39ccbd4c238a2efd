// Sends a request exactly as it is written, and keeps of the answer what clients see.
import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Asked } from "./requests.ts";

export type Answered = {
	readonly status: number;
	/** Of the headers those that clients act on. */
	readonly headers: Readonly<Record<string, string>>;
	/** As text, unzipped; bytes that are no UTF-8 do not occur. */
	readonly body: string;
};

export const COMPARED_HEADERS = ["content-type", "content-encoding", "vary", "location"] as const;

export function bodyOf(asked: Asked): Buffer | undefined {
	if (asked.body === undefined) return undefined;
	return typeof asked.body === "string" ? Buffer.from(asked.body) : Buffer.from(asked.body.base64, "base64");
}

export function exchange(origin: string, asked: Asked, more: Readonly<Record<string, string>> = {}): Promise<Answered> {
	const { hostname, port } = new URL(origin);
	const body = bodyOf(asked);
	const headers = { ...asked.headers, ...more, ...(body === undefined ? {} : { "content-length": String(body.length) }) };
	return new Promise((resolve, reject) => {
		const sent = request({ hostname, port, method: asked.method, path: asked.path, headers }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on("data", (chunk: Buffer) => chunks.push(chunk));
			answer.on("error", reject);
			answer.on("end", () => {
				const bytes = Buffer.concat(chunks);
				const text = plain(answer.headers["content-encoding"], bytes);
				resolve({ status: answer.statusCode ?? 0, headers: compared((name) => answer.headers[name]), body: text.toString() });
			});
		});
		sent.on("error", reject);
		sent.end(body);
	});
}

function plain(encoding: string | undefined, bytes: Buffer): Buffer {
	if (encoding === "gzip") return gunzipSync(bytes);
	return encoding === "br" ? brotliDecompressSync(bytes) : bytes;
}

export function compared(header: (name: string) => string | string[] | null | undefined): Record<string, string> {
	return Object.fromEntries(
		COMPARED_HEADERS.flatMap((name) => {
			const value = header(name);
			return value === undefined || value === null ? [] : [[name, String(value)]];
		}),
	);
}
