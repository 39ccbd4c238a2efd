// Publishing through the routes: what is taken is kept and told, and each refusal says which part is wrong and leaves nothing.
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { VERSION_ROUTES } from "../../../src/contract/api-versions.ts";
import { Problem } from "../../../src/contract/problem.ts";
import { VersionInfo } from "../../../src/contract/versions.ts";
import type { TryLoad } from "../../../src/control/publish.ts";
import type { ControlDeps } from "../../../src/control/routes/deps.ts";
import { controlHandlers } from "../../../src/control/routes.ts";
import { createVersionStore } from "../../../src/control/version-store.ts";
import { type Bytes, toBase64Url, utf8 } from "../../../src/platform/bytes.ts";
import { canonicalJson } from "../../../src/platform/canonical-json.ts";
import { digestOf } from "../../../src/platform/digest.ts";
import type { Envelope, SigningKey } from "../../../src/platform/dsse.ts";
import { MAX_MANIFEST_BYTES, MAX_RELEASE_FILE_BYTES, MAX_UPLOAD_BYTES } from "../../../src/platform/limits.ts";
import { err, ok } from "../../../src/platform/result.ts";
import { caller, db, deps, NOW, RELEASE, rows } from "./fixture.ts";
import { brokenR2, damage, type Made, makeKey, makeRelease, registeredKey, sign } from "./releases.ts";

type Asked = {
	readonly tenant?: string;
	readonly params?: Record<string, string>;
	readonly query?: Record<string, string>;
	readonly init?: RequestInit;
	readonly with?: Partial<ControlDeps>;
};

async function call(id: keyof typeof VERSION_ROUTES | "policies" | "policy", asked: Asked): Promise<Response> {
	return controlHandlers(deps(asked.with))[id]({
		raw: new Request("https://edict.test/", { method: "POST", ...asked.init }),
		params: asked.params ?? {},
		query: new URLSearchParams(asked.query),
		caller: caller(asked.tenant ?? "publish", { role: "author" }),
		now: NOW,
		charge: async () => undefined,
		waitUntil: () => {},
	});
}

function formOf(made: Made, envelope: Envelope, over: Record<string, Bytes | string | undefined> = {}): FormData {
	const form = new FormData();
	const parts = { ...made.files, envelope: JSON.stringify(envelope), ...over };
	for (const [name, part] of Object.entries(parts)) if (part !== undefined) form.append(name, new Blob([part]), name);
	return form;
}

const publishForm = (body: BodyInit, more: Asked = {}) =>
	call("publishVersion", { params: { name: "authz" }, init: { body }, ...more });

async function refusal(response: Response): Promise<Pick<Problem, "status" | "errors" | "detail" | "code">> {
	const problem = v.parse(Problem, await response.json());
	expect(VERSION_ROUTES.publishVersion.problems).toContain(problem.code);
	return problem;
}

/** Where the refusal points, or its code. */
async function pointOf(response: Response): Promise<string | undefined> {
	const { errors, code } = await refusal(response);
	return errors?.[0]?.pointer ?? code;
}

async function stored(): Promise<number> {
	const [objects, versions] = await Promise.all([env.BUNDLES.list(), rows<object>("SELECT * FROM versions")]);
	return objects.objects.length + versions.length;
}

let key: SigningKey;
beforeAll(async () => {
	key = await registeredKey("publish");
});

describe("a release", () => {
	test("is published, listed, told with its sources, and given file by file", async () => {
		const made = await makeRelease("1.0");
		const response = await publishForm(formOf(made, await sign(made, key)));
		expect(response.status).toBe(201);
		const info = v.parse(VersionInfo, await response.json());
		expect(info).toMatchObject({ digest: made.digest, published_by: "publish-ana", trusted: true });
		expect(info.tried_on).toBeUndefined();

		const list = (await (await call("policies", {})).json()) as { policies: { name: string; versions: object[] }[] };
		expect(list.policies).toMatchObject([
			{ name: "guard", versions: [{ digest: RELEASE.digest, source: "baked", active: true }] },
			{ name: "authz", versions: [{ digest: made.digest, source: "stored", active: false }] },
		]);
		const one = await (await call("policy", { params: { digest: made.digest } })).json();
		expect(one).toEqual({
			...{ digest: made.digest, manifest: made.manifest, version: info },
			sources: [{ path: "authz/a.rego", text: 'package authz\n\nrevision := "1.0"\n' }],
		});

		const types = { "manifest.json": "application/json", "policy.wasm": "application/wasm", "data.json": "application/json" };
		const more = { "agent.tar.gz": "application/gzip", "sources.json": "application/json" };
		for (const [file, type] of Object.entries({ ...types, ...more })) {
			const got = await call("versionFile", { params: { digest: made.digest, file } });
			const bytes = new Uint8Array(await got.arrayBuffer());
			expect([file, got.headers.get("content-type"), got.headers.get("etag")]).toEqual([
				file,
				type,
				`"${await digestOf(bytes)}"`,
			]);
			expect(got.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
			const init = { headers: { "if-none-match": `"x", W/${got.headers.get("etag")}` } };
			expect((await call("versionFile", { params: { digest: made.digest, file }, init })).status).toBe(304);
		}
		const envelope = await call("versionFile", { params: { digest: made.digest, file: "envelope.json" } });
		expect(await envelope.json()).toEqual(await sign(made, key));
		for (const file of ["debug.wasm", "other", "../x"]) {
			expect((await call("versionFile", { params: { digest: made.digest, file } })).status).toBe(404);
		}
		expect((await call("versionFile", { tenant: "others", params: { digest: made.digest, file: "policy.wasm" } })).status).toBe(
			404,
		);
	});

	test("published again is the same answer", async () => {
		const made = await makeRelease("2.0");
		const once = await publishForm(formOf(made, await sign(made, key)));
		const again = await publishForm(formOf(made, await sign(made, key)));
		expect([again.status, await again.text()]).toEqual([201, await once.text()]);
	});

	test("that the deployment carries has its manifest and sources, and says what it has not", async () => {
		const get = (file: string) => call("versionFile", { params: { digest: RELEASE.digest, file } });
		expect(await (await get("manifest.json")).json()).toEqual(RELEASE.manifest);
		expect(await (await get("sources.json")).json()).toEqual({ files: RELEASE.sources });
		const missing = await get("policy.wasm");
		expect([missing.status, await missing.json()]).toMatchObject([404, { detail: expect.stringContaining("carries") }]);
	});
});

describe("a refusal names the part and leaves nothing behind:", () => {
	const wrong = (made: Made, change: object) => utf8(canonicalJson({ ...made.manifest, ...change }));
	const changed = (bytes: Bytes) => bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1) as Bytes;
	const cases: Record<string, [string, (made: Made) => Record<string, Bytes | string | undefined>]> = {
		"no module": ["/wasm", () => ({ wasm: undefined })],
		"no data": ["/data", () => ({ data: undefined })],
		"no envelope": ["/envelope", () => ({ envelope: undefined })],
		"an envelope that is none": ["/envelope", () => ({ envelope: "{}" })],
		"a part that is not known": ["", () => ({ extra: "x" })],
		"a changed module": ["/wasm", (made) => ({ wasm: changed(made.files.wasm) })],
		"changed data": ["/data", (made) => ({ data: changed(made.files.data) })],
		"a changed agent bundle": ["/agent", (made) => ({ agent: changed(made.files.agent) })],
		"changed sources": ["/sources", (made) => ({ sources: changed(made.files.sources) })],
		"a file that the manifest does not name": ["/debug", (made) => ({ debug: made.files.wasm })],
		"a manifest that is none": ["/manifest", () => ({ manifest: "{}" })],
		"a manifest with a space": ["/manifest", (made) => ({ manifest: `${new TextDecoder().decode(made.files.manifest)} ` })],
		"a manifest that was not signed": ["/envelope", (made) => ({ manifest: wrong(made, { revision: "x" }) })],
		"the guard's root": ["/manifest", (made) => ({ manifest: wrong(made, { roots: ["guard/x"], entrypoints: ["guard/x"] }) })],
		"OPA's root": ["/manifest", (made) => ({ manifest: wrong(made, { roots: ["system"], entrypoints: ["system"] }) })],
		"the guard's line": ["/manifest", (made) => ({ manifest: wrong(made, { policy: "guard" }) })],
		"an entrypoint outside of the roots": ["/manifest", (made) => ({ manifest: wrong(made, { entrypoints: ["authzx"] }) })],
		"data outside of the roots": [
			"/manifest",
			(made) => ({ manifest: wrong(made, { roots: ["authz/a"], entrypoints: ["authz/a"] }) }),
		],
		"a manifest that is too large": ["body-too-large", () => ({ manifest: " ".repeat(MAX_MANIFEST_BYTES + 1) })],
		"a file that is too large": ["body-too-large", () => ({ agent: new Uint8Array(MAX_RELEASE_FILE_BYTES + 1) })],
	};
	test.each(Object.entries(cases))("%s", async (name, [pointer, change]) => {
		const made = await makeRelease(name.replaceAll(/\W/g, "-"));
		const before = await stored();
		const response = await publishForm(formOf(made, await sign(made, key), change(made)));
		expect(await pointOf(response)).toBe(pointer);
		expect(await stored()).toBe(before);
	});

	test("a part that is there twice", async () => {
		const made = await makeRelease("twice");
		const form = formOf(made, await sign(made, key));
		form.append("wasm", new Blob([made.files.wasm]), "wasm");
		expect(await pointOf(await publishForm(form))).toBe("/wasm");
	});

	test("more bytes than an upload may have", async () => {
		const made = await makeRelease("large");
		const form = formOf(made, await sign(made, key));
		for (const part of ["wasm", "data", "agent", "sources"])
			form.set(part, new Blob([new Uint8Array(MAX_UPLOAD_BYTES / 4)]), part);
		expect(await refusal(await publishForm(form))).toMatchObject({ status: 413, detail: expect.stringContaining("limit") });
	});

	test("a key that does not count", async () => {
		const made = await makeRelease("stranger");
		const before = await stored();
		expect(await pointOf(await publishForm(formOf(made, await sign(made, await makeKey()))))).toBe("/envelope");
		expect(await stored()).toBe(before);
	});

	test("a builtin that the host does not have", async () => {
		const made = await makeRelease("builtins", { builtins: ["http.send", "regex.split"] });
		const before = await stored();
		const problem = await refusal(await publishForm(formOf(made, await sign(made, key))));
		expect(problem.errors).toEqual([{ pointer: "/manifest", detail: expect.stringMatching(/: http\.send$/) }]);
		expect(await stored()).toBe(before);
	});

	test("another line than the path's, and a name that cannot stand in one", async () => {
		const made = await makeRelease("line");
		const form = formOf(made, await sign(made, key));
		expect(await pointOf(await publishForm(form, { params: { name: "other" } }))).toBe("/manifest");
		const active = await makeRelease("active", { policy: "active" });
		const params = { name: "active" };
		expect(await pointOf(await publishForm(formOf(active, await sign(active, key)), { params }))).toBe("/manifest");
	});

	test("a body that is no upload", async () => {
		for (const type of ["application/json", "text/plain", "multipart/mixed; boundary=x"]) {
			const init = { body: "{}", headers: { "content-type": type } };
			expect(await pointOf(await call("publishVersion", { params: { name: "authz" }, init }))).toBe("unsupported-media-type");
		}
		const init = { body: "none", headers: { "content-type": "multipart/form-data; boundary=x" } };
		expect(["", "/manifest"]).toContain(await pointOf(await call("publishVersion", { params: { name: "authz" }, init })));
	});

	test("a revision, a root or a digest that is taken", async () => {
		const made = await makeRelease("3.0");
		await publishForm(formOf(made, await sign(made, key)));
		const same = await makeRelease("same", { revision: "3.0" });
		const taken = await refusal(await publishForm(formOf(same, await sign(same, key))));
		expect(taken).toMatchObject({ status: 409, detail: expect.stringContaining(made.digest) });
		const other = await makeRelease("other", { policy: "other" });
		const params = { name: "other" };
		const root = await refusal(await publishForm(formOf(other, await sign(other, key)), { params }));
		expect(root).toMatchObject({ status: 409, detail: expect.stringContaining("authz of this tenant owns authz") });
		const hurt = await makeRelease("hurt");
		await damage(hurt.manifest.renditions.data.digest, utf8("other bytes"));
		const corrupt = await refusal(await publishForm(formOf(hurt, await sign(hurt, key))));
		expect(corrupt).toMatchObject({ status: 409, detail: expect.stringContaining("data") });
		expect(await rows("SELECT * FROM versions WHERE digest = ?", hurt.digest)).toEqual([]);
	});
});

describe("the trial", () => {
	const tried = (answer: Awaited<ReturnType<TryLoad>>) => {
		const asked: Parameters<TryLoad>[] = [];
		const tryLoad: TryLoad = async (...args) => {
			asked.push(args);
			return answer;
		};
		return { asked, tryLoad };
	};

	test("comes before anything is kept, and its host is told", async () => {
		const made = await makeRelease("tried");
		const { asked, tryLoad } = tried(ok(undefined));
		const response = await publishForm(formOf(made, await sign(made, key)), { with: { tryLoad } });
		expect(await response.json()).toMatchObject({ tried_on: "host-1" });
		expect(asked).toEqual([
			[
				"publish",
				{ digest: made.digest, manifest: made.manifest, wasm: made.files.wasm, data: '{"authz":{"revision":"tried"}}' },
			],
		]);
	});

	test("that fails refuses with its words", async () => {
		const made = await makeRelease("failing");
		const before = await stored();
		const { tryLoad } = tried(err({ reason: "unsupported", detail: "authz stopped (trap)" }));
		const problem = await refusal(await publishForm(formOf(made, await sign(made, key)), { with: { tryLoad } }));
		expect(problem.errors).toEqual([{ pointer: "/wasm", detail: "cannot serve: authz stopped (trap)" }]);
		expect(await stored()).toBe(before);
	});

	test("that could not be made is no verdict", async () => {
		const made = await makeRelease("untried");
		const { tryLoad } = tried(err({ reason: "unavailable", detail: "" }));
		const response = await publishForm(formOf(made, await sign(made, key)), { with: { tryLoad } });
		expect(response.status).toBe(503);
		expect(await rows("SELECT * FROM versions WHERE digest = ?", made.digest)).toEqual([]);
	});
});

describe("when the store fails", () => {
	test("publishing says so, and a repeat succeeds", async () => {
		const made = await makeRelease("store");
		const store = createVersionStore({ db, bucket: brokenR2, log: () => {} });
		expect((await publishForm(formOf(made, await sign(made, key)), { with: { store } })).status).toBe(503);
		expect((await publishForm(formOf(made, await sign(made, key)))).status).toBe(201);
		const got = await call("versionFile", { params: { digest: made.digest, file: "policy.wasm" }, with: { store } });
		expect(got.status).toBe(503);
	});

	test("a damaged file is not given", async () => {
		const made = await makeRelease("damaged");
		await publishForm(formOf(made, await sign(made, key)));
		await damage(made.manifest.renditions.agent.digest, utf8("other"));
		const got = await call("versionFile", { params: { digest: made.digest, file: "agent.tar.gz" } });
		expect([got.status, await got.json()]).toMatchObject([503, { code: "policy-unavailable" }]);
	});
});

describe("signing keys", () => {
	const json = (body: unknown) => ({ body: JSON.stringify(body), headers: { "content-type": "application/json" } });

	test("are registered, listed and revoked; the authority hears first, and versions are flagged", async () => {
		const own = await makeKey();
		const body = { public_key: toBase64Url(own.publicRaw), principal: "release-bot" };
		const tenant = "signers";
		const made = await call("registerSigningKey", { tenant, init: json(body) });
		expect([made.status, await made.json()]).toMatchObject([201, { fingerprint: own.keyid, registered_by: "signers-ana" }]);
		const release = await makeRelease("signers");
		const form = () => sign(release, own).then((envelope) => formOf(release, envelope));
		expect((await publishForm(await form(), { tenant })).status).toBe(201);

		const told: unknown[] = [];
		const params = { fingerprint: own.keyid };
		const revokeSigner: NonNullable<ControlDeps["revokeSigner"]> = async (of, fingerprint, { by, reason }) => {
			told.push([of, fingerprint, by, reason]);
			return undefined;
		};
		const full = await call("revokeSigningKey", {
			tenant,
			params,
			query: { reason: "x" },
			with: { revokeSigner: async () => "full" },
		});
		expect(full.status).toBe(409);
		const failing = call("revokeSigningKey", {
			...{ tenant, params, query: { reason: "x" } },
			with: { revokeSigner: () => Promise.reject(new Error("unreachable")) },
		});
		expect((await failing).status).toBe(503);
		expect(await (await call("listSigningKeys", { tenant })).text()).not.toContain("revoked");

		const gone = await call("revokeSigningKey", { tenant, params, query: { reason: "left" }, with: { revokeSigner } });
		expect([gone.status, told]).toEqual([204, [[tenant, own.keyid, "signers-ana", "left"]]]);
		const list = (await (await call("listSigningKeys", { tenant })).json()) as object;
		expect(list).toMatchObject({ signing_keys: [{ revoked: { reason: "left", by: "signers-ana", at: NOW } }] });
		const flagged = await (await call("policy", { tenant, params: { digest: release.digest } })).json();
		expect(flagged).toMatchObject({ version: { trusted: false } });
		const file = await call("versionFile", { tenant, params: { digest: release.digest, file: "policy.wasm" } });
		expect(file.status).toBe(409);
		expect(await pointOf(await publishForm(await form(), { tenant }))).toBe("/envelope");
		expect((await call("registerSigningKey", { tenant, init: json(body) })).status).toBe(409);
	});

	test("that are none, unknown or revoked without a reason are refused", async () => {
		const register = async (public_key: string) =>
			(await call("registerSigningKey", { init: json({ public_key, principal: "p" }) })).status;
		expect(await register(toBase64Url(new Uint8Array(32)))).toBe(422);
		expect(await register("short")).toBe(422);
		const revoke = async (fingerprint: string, query = {}) =>
			(await call("revokeSigningKey", { params: { fingerprint }, query })).status;
		expect(await revoke(key.keyid)).toBe(422);
		expect(await revoke("sha256:00", { reason: "x" })).toBe(404);
	});
});

test("a revision of a version that the deployment carries is taken, but for that version itself", async () => {
	const made = await makeRelease("carried");
	const carry = (digest: string, policy: string, revision: string): Partial<ControlDeps> => {
		const release = { ...RELEASE, digest, manifest: { ...made.manifest, policy, revision }, defaults: {} };
		return { releases: { list: () => [release], get: () => undefined, active: digest } };
	};
	const before = await stored();
	const refused = await publishForm(formOf(made, await sign(made, key)), { with: carry(RELEASE.digest, "authz", "carried") });
	expect(await refusal(refused)).toMatchObject({ code: "conflict", detail: expect.stringContaining(RELEASE.digest) });
	expect(await stored()).toBe(before);
	for (const others of [
		carry(RELEASE.digest, "authz", "other"),
		carry(RELEASE.digest, "other", "carried"),
		carry(made.digest, "authz", "carried"),
	]) {
		expect((await publishForm(formOf(made, await sign(made, key)), { with: others })).status).toBe(201);
	}
});
