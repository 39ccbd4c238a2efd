// Puts a request to the surface in this process, and gives its answer in the form that OPA's is kept in.
import { gunzipSync } from "node:zlib";
import { type Answered, bodyOf, compared } from "./exchange.ts";
import type { Surface } from "./harness.ts";
import type { Asked } from "./requests.ts";

export async function exchangeLocally(surface: Surface, asked: Asked): Promise<Answered> {
	const body = bodyOf(asked);
	const response = await surface.fetch(
		new Request(`http://edict.local${asked.path}`, {
			method: asked.method,
			headers: { authorization: "Bearer edk_test", ...asked.headers },
			...(body === undefined || asked.method === "GET" || asked.method === "HEAD" ? {} : { body: new Uint8Array(body) }),
		}),
	);
	const bytes = Buffer.from(await response.arrayBuffer());
	const text = response.headers.get("content-encoding") === "gzip" ? gunzipSync(bytes) : bytes;
	return { status: response.status, headers: compared((name) => response.headers.get(name)), body: text.toString() };
}
