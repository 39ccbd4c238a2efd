// The command `edict` as it is typed: what it prints, what it leaves on disk, and the exit code a script sees.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { EXIT } from "../../src/cli/command.ts";
import { COMMANDS, main } from "../../src/cli/edict.ts";
import { readReleaseFiles, writeRelease } from "../../src/cli/policy/release-folder.ts";
import { releaseOf } from "../../src/cli/policy/release-of.ts";
import { readRelease } from "../../src/policy/bundle.ts";

const SLOW = { timeout: 60_000 };
let folder: string;
let server: Server;
let url: string;
/** What the service was asked, and what it answers next. */
let asked: { readonly method: string; readonly url: string; readonly auth: string; readonly body: string }[] = [];
let answer = { status: 200, body: {} as unknown };

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "edict-cli-"));
	server = createServer(async (request, response) => {
		asked.push({
			...{ method: request.method ?? "", url: request.url ?? "" },
			...{ auth: request.headers.authorization ?? "", body: await bodyOf(request) },
		});
		response.writeHead(answer.status, { "content-type": "application/json" });
		response.end(answer.status === 204 ? undefined : JSON.stringify(answer.body));
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
	asked = [];
});
afterAll(async () => {
	server.close();
	await rm(folder, { recursive: true });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString("latin1");
}

async function edict(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	const told = { out: [] as string[], err: [] as string[] };
	const io = { out: (text: string) => told.out.push(text), err: (text: string) => told.err.push(text), stdin: process.stdin };
	const code = await main(args, io);
	return { code, out: told.out.join("\n"), err: told.err.join("\n") };
}

const at = (name: string) => join(folder, name);
const KEY = `edk_test_${"0".repeat(8)}`;

describe("commands", () => {
	it("are told by noun and all together", async () => {
		const all = await edict("--help");
		expect(all.code).toBe(EXIT.done);
		for (const name of Object.keys(COMMANDS)) expect(all.out).toContain(`edict ${name}`);
		expect((await edict()).out).toBe(all.out);
		expect((await edict("keys", "--help")).out).not.toContain("edict policy");
		expect(await edict("keys", "eat")).toMatchObject({ code: EXIT.usage, out: "", err: expect.stringContaining("keys eat") });
	});

	it.each(Object.keys(COMMANDS))("%s tells how it is used, with an example, and when it is not understood", async (name) => {
		const help = await edict(...name.split(" "), "--help");
		expect(help).toMatchObject({ code: EXIT.done, err: "" });
		expect(help.out).toContain(`edict ${name} `);
		const wrong = await edict(...name.split(" "), "--nonsense");
		expect(wrong.code).not.toBe(EXIT.done);
		expect(wrong.err).toContain("--nonsense");
	});
});

describe("keys new", () => {
	it("writes a key that only its owner may read, prints its public half, and overwrites nothing", async () => {
		const made = await edict("keys", "new", "--out", at("key.json"), "--json");
		const told = JSON.parse(made.out) as { fingerprint: string; public_key: string };
		const jwk = JSON.parse(await readFile(at("key.json"), "utf8")) as { d: string; x: string; kid: string };
		expect(told).toEqual({ file: at("key.json"), fingerprint: jwk.kid, public_key: jwk.x });
		expect(made.out + made.err).not.toContain(jwk.d);
		expect((await stat(at("key.json"))).mode & 0o777).toBe(0o600);
		const again = await edict("keys", "new", "--out", at("key.json"));
		expect(again).toMatchObject({ code: EXIT.refused, err: expect.stringContaining("never overwritten") });
		expect(JSON.parse(await readFile(at("key.json"), "utf8"))).toEqual(jwk);
	});
});

describe("keys register and revoke", () => {
	const service = () => ["--url", url, "--key-file", at("api.key")];
	beforeAll(async () => {
		await writeFile(at("api.key"), `${KEY}\n`);
		await edict("keys", "new", "--out", at("signer.json"));
	});

	it("sends the public half alone, with the caller's key", async () => {
		const jwk = JSON.parse(await readFile(at("signer.json"), "utf8")) as { d: string; x: string; kid: string };
		const info = { fingerprint: jwk.kid, public_key: jwk.x, principal: "bot", purpose: "release" };
		answer = { status: 201, body: { ...info, registered_at: 1, registered_by: "ana" } };
		const args = ["--signing-key", at("signer.json"), "--principal", "bot", ...service()];
		const made = await edict("keys", "register", ...args);
		expect(made).toEqual({ code: EXIT.done, out: `${jwk.kid} counts as a signature of bot`, err: "" });
		const body = JSON.stringify({ public_key: jwk.x, principal: "bot", purpose: "release" });
		expect(asked).toEqual([{ method: "POST", url: "/v1/admin/signing-keys", auth: `Bearer ${KEY}`, body }]);
		expect(JSON.parse((await edict("keys", "register", ...args, "--json")).out)).toEqual(answer.body);
	});

	it("tells the service's problem, and whether a repeat may help", async () => {
		const problem = { type: "https://edict.dev/problems/invalid-request", title: "A field of the request is not valid" };
		const errors = [{ pointer: "/principal", detail: "must be a name" }];
		answer = { status: 422, body: { ...problem, status: 422, code: "invalid-request", errors } };
		const args = ["--signing-key", at("signer.json"), "--principal", "b b", ...service()];
		expect(await edict("keys", "register", ...args)).toEqual({
			...{ code: EXIT.refused, out: "" },
			err: "A field of the request is not valid.\n  principal: must be a name",
		});
		answer = { status: 502, body: "gateway" };
		expect((await edict("keys", "register", ...args)).code).toBe(EXIT.unavailable);
		const closed = ["--url", "http://127.0.0.1:1", "--key-file", at("api.key")];
		const nobody = await edict("keys", "revoke", "sha256:0", "--reason", "lost", ...closed);
		expect(nobody).toMatchObject({ code: EXIT.unavailable, err: "http://127.0.0.1:1 does not answer" });
	});

	it("needs a service, a key and files that are what they should be, and never prints what they hold", async () => {
		const args = ["keys", "register", "--principal", "bot", "--signing-key"];
		expect((await edict(...args, at("signer.json"))).code).toBe(EXIT.usage);
		expect((await edict(...args, at("missing.json"), ...service())).err).toContain("cannot be read");
		const wrong = await edict(...args, at("api.key"), ...service());
		expect(wrong.err).toContain("does not hold an Ed25519 private JWK");
		const swapped = await edict(...args, at("signer.json"), "--url", url, "--key-file", at("signer.json"));
		const { d } = JSON.parse(await readFile(at("signer.json"), "utf8")) as { d: string };
		expect(swapped.code).toBe(EXIT.refused);
		for (const text of [wrong.err, swapped.err]) expect(text.includes(KEY) || text.includes(d)).toBe(false);
		expect(asked).toEqual([]);
	});

	it("revokes with a reason", async () => {
		answer = { status: 204, body: undefined };
		expect((await edict("keys", "revoke", "sha256:ab", ...service())).code).toBe(EXIT.usage);
		expect((await edict("keys", "revoke", "sha256:ab", "--reason", "laptop lost", ...service())).code).toBe(EXIT.done);
		expect(asked).toMatchObject([{ method: "DELETE", url: "/v1/admin/signing-keys/sha256%3Aab?reason=laptop%20lost" }]);
	});
});

describe("policy build and publish", () => {
	it("builds the same bytes twice, of what the folder declares", SLOW, async () => {
		const built = await edict("policy", "build", "examples/data-access", "-o", at("release"), "--json");
		expect(built).toMatchObject({ code: EXIT.done, err: "" });
		const told = JSON.parse(built.out) as { digest: string };
		expect(told).toMatchObject({ policy: "data-access", kind: "general", entrypoints: ["data_access/decision/decision"] });
		const read = await readRelease(await readReleaseFiles(at("release")), told.digest);
		expect(read.ok && read.value.manifest).toMatchObject({ roots: ["data_access"], revision: "1.0.0", input: "any" });
		const again = await edict("policy", "build", "examples/data-access", "-o", at("again"), "--json");
		expect(JSON.parse(again.out)).toMatchObject({ digest: told.digest });
	});

	it("writes no release over sources or into what is no release", SLOW, async () => {
		await cp("examples/http-api", at("sources"), { recursive: true });
		const before = await readdir(at("sources"), { recursive: true });
		await symlink(at("sources"), at("link"));
		for (const out of ["sources", "sources/build/x", "link", "link/new"]) {
			const refused = await edict("policy", "build", at("sources"), "--out", at(out));
			expect(refused).toMatchObject({ code: EXIT.refused, out: "", err: expect.stringContaining("folder of the sources") });
		}
		expect(await readdir(at("sources"), { recursive: true })).toEqual(before);
		await mkdir(at("mine"));
		await writeFile(join(at("mine"), "notes.txt"), "mine");
		const into = await edict("policy", "build", at("sources"), "--out", at("mine"));
		expect(into).toMatchObject({ code: EXIT.refused, err: expect.stringContaining("no release (notes.txt)") });
		expect(await readdir(at("mine"))).toEqual(["notes.txt"]);
		for (let times = 0; times < 2; times++)
			expect(await edict("policy", "build", at("sources"), "--out", at("sources-built"))).toMatchObject({ code: EXIT.done });
	});

	it("publishes what a folder holds, signed, and refuses one that is not whole", SLOW, async () => {
		const files = await releaseOf("bundles/baseline");
		await writeRelease(at("whole"), files);
		await writeFile(at("api.key"), KEY);
		await edict("keys", "new", "--out", at("release.json"));
		const { kid } = JSON.parse(await readFile(at("release.json"), "utf8")) as { kid: string };
		answer = {
			status: 201,
			body: {
				...{ digest: `sha256:${"a".repeat(64)}`, policy: "guard", kind: "guard", revision: "1", entrypoints: [], roots: [] },
				...{ bytes: 1, source: "stored", trusted: true, published_at: 1, published_by: "ana" },
				signed_by: [{ fingerprint: kid, principal: "bot", counts: true }],
			},
		};
		const args = ["--signing-key", at("release.json"), "--url", url, "--key-file", at("api.key")];
		const made = await edict("policy", "publish", at("whole"), ...args);
		expect(made).toMatchObject({ code: EXIT.done, out: expect.stringContaining("signed by bot; not loaded") });
		expect(asked).toMatchObject([{ method: "POST", url: "/v1/policies/guard/versions" }]);
		expect(asked[0]?.body).toContain(kid);
		await writeFile(join(at("whole"), "policy.wasm"), "other");
		const hurt = await edict("policy", "publish", at("whole"), ...args);
		expect(hurt).toMatchObject({ code: EXIT.refused, err: expect.stringContaining("digest-mismatch wasm") });
		expect(asked).toHaveLength(1);
	});
});

describe("exceptions and kill switches", () => {
	const service = () => ["--url", url, "--key-file", at("key")];
	beforeAll(() => writeFile(at("key"), KEY));
	const told = () => JSON.parse(asked.at(-1)?.body ?? "") as Record<string, unknown>;
	const exception = {
		...{ id: "ex-12", rule: "privacy.pii_in_output", mode: "suppress", apps: ["bot"], roles: [], age_classes: [], sources: [] },
		...{ reason: "x", compensating_control: "y", owner: "privacy", expires_at: 1_800_000_000_000, state: "proposed" },
		...{ tier: 2, approvals_needed: 1, requested_by: "ana", requested_at: 1, approvals: [], warned: [], epoch: 12 },
	};
	const made = { made: true, projected: true };
	const kill = {
		id: "kill-3",
		scope: "app",
		value: "bot",
		state: "refuse",
		reason: "x",
		on: true,
		by: "ana",
		since: 1,
		epoch: 3,
	};

	it("ask, approve, revoke and list", async () => {
		answer = { status: 201, body: { ...exception, ...made } };
		const words = ["--reason", "x", "--control", "y", "--owner", "privacy"];
		const asks = ["exceptions", "new", exception.rule, "--days", "30", "--app", "bot", "--role", "lawyer", ...words];
		expect(await edict(...asks, ...service())).toMatchObject({ code: EXIT.done, out: expect.stringContaining("ex-12") });
		expect(told()).toMatchObject({ rule: exception.rule, apps: ["bot"], roles: ["lawyer"], mode: "suppress" });
		for (const verb of ["approve", "revoke"]) {
			expect((await edict("exceptions", verb, "ex-12", "--reason", "because", ...service())).code).toBe(EXIT.done);
			expect(asked.at(-1)?.url).toBe(`/v1/exceptions/ex-12/${verb}`);
		}
		answer = { status: 200, body: { exceptions: [exception] } };
		const listed = await edict("exceptions", "list", "--ending-within", "14", ...service());
		expect(listed.out).toContain("ex-12  proposed  privacy.pii_in_output");
		expect(asked.at(-1)?.url).toContain("expiring_before=");
		expect((await edict("exceptions", "new", exception.rule, ...words, ...service())).code).toBe(EXIT.usage);
	});

	it("throw, lift, list and drill", async () => {
		answer = { status: 201, body: { ...kill, ...made } };
		const on = await edict("kill", "on", "app", "bot", "--reason", "x", "--minutes", "5", ...service());
		expect(on).toMatchObject({ code: EXIT.done, out: expect.stringContaining("kill-3") });
		expect(told()).toMatchObject({ switch: { scope: "app", value: "bot", state: "refuse", reason: "x" } });
		answer = { status: 200, body: { ...kill, ...made } };
		expect((await edict("kill", "off", "kill-3", "--reason", "x", ...service())).out).toContain("second person");
		answer = { status: 200, body: { switches: [kill] } };
		expect((await edict("kill", "list", ...service())).out).toContain("kill-3  refuse  app bot");
		const report = { drill: "kill-4", app: "bot", committed_ms: 3, decisions: 4, refused_ms: 9, released_ms: 12, passed: true };
		answer = { status: 200, body: report };
		expect(await edict("kill", "drill", "bot", "--reason", "x", ...service())).toMatchObject({ code: EXIT.done });
		answer = { status: 200, body: { ...report, refused_ms: undefined, passed: false } };
		expect(await edict("kill", "drill", "bot", "--reason", "x", ...service())).toMatchObject({ code: EXIT.refused });
	});
});
