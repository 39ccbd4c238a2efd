// The whole way of a policy of one's own, by the command, against the service as it runs: keys, build, publish, trial, files.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXIT } from "../../src/cli/command.ts";
import { main } from "../../src/cli/edict.ts";
import { readReleaseFiles } from "../../src/cli/policy/release-folder.ts";
import { signRelease, uploadOf } from "../../src/cli/policy/upload.ts";
import { readSigningKey } from "../../src/cli/signing-key-file.ts";
import type { ReleaseManifest } from "../../src/contract/bundle.ts";
import { utf8 } from "../../src/platform/bytes.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { HOST_VERSION } from "../../src/platform/version.ts";
import { type Service, startService } from "./service.ts";

let service: Service;
let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
	service = await startService();
	folder = await mkdtemp(join(tmpdir(), "edict-publish-"));
	for (const role of ["admin", "author", "auditor"] as const) await writeFile(at(`${role}.key`), service.local.keys[role]);
	for (const args of [
		["keys", "new", "--out", at("release.json")],
		["keys", "register", "--signing-key", at("release.json"), "--principal", "ci", ...as("admin")],
		["policy", "build", "examples/data-access", "-o", at("release")],
	]) {
		const done = await edict(...args);
		expect(done, done.err).toMatchObject({ code: EXIT.done });
	}
}, 120_000);
afterAll(async () => {
	await service?.end();
	await rm(folder, { recursive: true, force: true });
});

const as = (role: string) => ["--url", service.local.url, "--key-file", at(`${role}.key`)];

async function edict(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	const told = { out: [] as string[], err: [] as string[] };
	const io = { out: (text: string) => told.out.push(text), err: (text: string) => told.err.push(text), stdin: process.stdin };
	return { code: await main(args, io), out: told.out.join("\n"), err: told.err.join("\n") };
}

describe("a policy of one's own", () => {
	it("is published by who may, tried in an isolate of its own, and given back byte for byte", async () => {
		const publish = (role: string) =>
			edict("policy", "publish", at("release"), "--signing-key", at("release.json"), "--json", ...as(role));
		expect(await publish("auditor")).toMatchObject({ code: EXIT.refused, err: expect.stringContaining("auditor") });
		const made = await publish("author");
		expect(made, made.err).toMatchObject({ code: EXIT.done });
		const told = JSON.parse(made.out) as { digest: string };
		expect(told).toMatchObject({
			policy: "data-access",
			trusted: true,
			tried_on: HOST_VERSION,
			signed_by: [{ principal: "ci" }],
		});
		const files = await readReleaseFiles(at("release"));
		const key = service.local.keys.auditor;
		const got = await service.send("GET", `/v1/policies/${told.digest}/files/policy.wasm`, { key });
		expect(new Uint8Array(await got.arrayBuffer())).toEqual(files.wasm);
		expect((await publish("author")).out).toBe(made.out);
	});

	it("whose module is not what its manifest says is found out by the trial", async () => {
		const files = await readReleaseFiles(at("release"));
		const manifest = JSON.parse(new TextDecoder().decode(files.manifest)) as ReleaseManifest;
		const signer = await readSigningKey(at("release.json"));
		const send = async (change: Partial<ReleaseManifest>) => {
			const other = { ...files, manifest: utf8(canonicalJson({ ...manifest, ...change })) };
			const body = uploadOf(other, await signRelease(other, signer));
			const answer = await service.send("POST", "/v1/policies/data-access/versions", { key: service.local.keys.author, body });
			return { status: answer.status, ...((await answer.json()) as object) };
		};
		expect(await send({ revision: "2", entrypoints: ["data_access/decision/allow"] })).toMatchObject({
			...{ status: 422 },
			errors: [{ pointer: "/wasm", detail: expect.stringContaining("other entrypoints") }],
		});
		expect(await send({ revision: "2", builtins: ["regex.split"] })).toMatchObject({
			...{ status: 422 },
			errors: [{ pointer: "/wasm", detail: expect.stringContaining("other builtins") }],
		});
	});

	it("stops counting with its key, which is an event of the tenant's chain", async () => {
		const { keyid } = await readSigningKey(at("release.json"));
		const revoked = await edict("keys", "revoke", keyid, "--reason", "the machine is gone", ...as("admin"));
		expect(revoked, revoked.err).toMatchObject({ code: EXIT.done });
		const key = service.local.keys.auditor;
		const list = await service.send("GET", "/v1/policies", { key });
		const { policies } = (await list.json()) as { policies: { name: string; versions: { trusted: boolean }[] }[] };
		expect(policies.find(({ name }) => name === "data-access")?.versions).toMatchObject([{ trusted: false }]);
		const changes = await service.send("GET", "/v1/changes?limit=1", { key });
		expect(await changes.json()).toMatchObject({
			changes: [{ type: "signer.revoke", subject: keyid, reason: "the machine is gone" }],
		});
		const again = await edict("policy", "publish", at("release"), "--signing-key", at("release.json"), ...as("author"));
		expect(again).toMatchObject({ code: EXIT.refused, err: expect.stringContaining("envelope") });
	});
});
