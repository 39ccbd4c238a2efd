// Between agent and service: passes everything on, and changes bundles on their way as an attacker would.
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import { signBundle } from "../../src/cli/policy/opa-signature.ts";
import { readTar, type TarFile, writeTar } from "../../src/policy/tar.ts";
import type { AgentKey } from "./policy.ts";

/** `flipped`: one bit of a file; `wrong-key`: signed anew by another key of the same name; `unsigned`: signature removed. */
export const TAMPERINGS = ["flipped", "wrong-key", "unsigned"] as const;
export type Tampering = (typeof TAMPERINGS)[number];

export type Proxy = {
	readonly url: string;
	/** What is done to the bundles of policies from now on. */
	tampering: Tampering | undefined;
	readonly close: () => Promise<void>;
};

export async function startProxy(target: string, stranger: AgentKey): Promise<Proxy> {
	const to = new URL(target);
	const server = createServer((incoming, outgoing) => {
		const { method, url, headers } = incoming;
		const onward = request(
			{ host: to.hostname, port: to.port, method, path: url, headers: { ...headers, host: to.host } },
			(answer) => {
				void pass(answer, outgoing, isBundle(incoming, answer) ? proxy.tampering : undefined, stranger);
			},
		);
		// An agent that is stopped hangs up within a poll.
		outgoing.on("close", () => onward.destroy());
		onward.on("error", () => outgoing.destroy());
		incoming.pipe(onward);
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const proxy: Proxy = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		tampering: undefined,
		close: () =>
			new Promise((done) => {
				server.close(() => done());
				server.closeAllConnections();
			}),
	};
	return proxy;
}

function isBundle({ url = "" }: IncomingMessage, { statusCode }: IncomingMessage): boolean {
	return url.startsWith("/opa/bundles/") && statusCode === 200;
}

async function pass(
	answer: IncomingMessage,
	outgoing: ServerResponse,
	how: Tampering | undefined,
	stranger: AgentKey,
): Promise<void> {
	if (how === undefined) {
		outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(outgoing);
		return;
	}
	const chunks: Buffer[] = [];
	for await (const chunk of answer) chunks.push(chunk as Buffer);
	const body = await tamper(new Uint8Array(Buffer.concat(chunks)), how, stranger);
	const { "content-length": _, "transfer-encoding": __, ...headers } = answer.headers;
	outgoing.writeHead(answer.statusCode ?? 502, { ...headers, "content-length": body.length });
	outgoing.end(body);
}

async function tamper(bundle: Uint8Array<ArrayBuffer>, how: Tampering, stranger: AgentKey): Promise<Uint8Array> {
	if (how === "wrong-key") return signBundle(bundle, stranger.signing);
	const files = readTar(new Uint8Array(gunzipSync(bundle)));
	const changed = how === "unsigned" ? files.filter(({ path }) => path !== ".signatures.json") : files.map(flip);
	return gzipSync(writeTar(changed));
}

/** The last bit of the first letter of a policy's comment or code: still text, another byte. */
function flip(file: TarFile): TarFile {
	if (!file.path.endsWith(".rego")) return file;
	const bytes = file.bytes.slice();
	const at = bytes.indexOf(0x22) + 1;
	bytes[at] = (bytes[at] ?? 0) ^ 1;
	return { ...file, bytes };
}
