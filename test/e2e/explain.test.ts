// `explain` over HTTP: of the guard's dry runs and of OPA's data API, by debug renditions from the store; never for an app.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerKey, type SendAsAdmin, senderTo } from "../../scripts/bench/stored-versions.ts";
import { buildGeneral } from "../../src/cli/policy/build-general.ts";
import { readReleaseFiles } from "../../src/cli/policy/release-folder.ts";
import type { Decision } from "../../src/contract/decision.ts";
import type { Explanation } from "../../src/contract/explanation.ts";
import type { Problem } from "../../src/contract/problem.ts";
import { RELEASE_PAYLOAD, type SigningKey, signEnvelope } from "../../src/platform/dsse.ts";
import type { ReleaseFiles } from "../../src/policy/bundle.ts";
import { type Service, startService } from "./service.ts";

const REQUEST = {
	stage: "output",
	app: "support-bot",
	content: [{ role: "assistant", text: "The capital of France is Paris." }],
	dry_run: true,
};
const SHOP = `package shop

default allow := false

allow if {
	input.method == "GET"
	print("method", input.method)
	some role in input.roles
	role in data.shop.readers
}
`;

let service: Service;
let send: SendAsAdmin;
let key: SigningKey;
beforeAll(async () => {
	service = await startService();
	send = senderTo(service.local.url, service.local.keys.admin);
	key = await registerKey(send);
}, 60_000);
afterAll(() => service.end());

async function publish(policy: string, files: ReleaseFiles): Promise<void> {
	const form = new FormData();
	for (const [name, bytes] of Object.entries(files)) form.append(name, new Blob([bytes]), name);
	form.append("envelope", new Blob([JSON.stringify(await signEnvelope(RELEASE_PAYLOAD, files.manifest, [key]))]), "envelope");
	const response = await send("POST", `/v1/policies/${policy}/versions`, form);
	if (!response.ok) throw new Error(await response.text());
}

async function decide(query: string, { role = "operator", body = REQUEST }: { role?: "app" | "operator"; body?: object } = {}) {
	const response = await service.send("POST", `/v1/decide${query}`, { key: service.local.keys[role], body });
	return { status: response.status, body: (await response.json()) as Decision & Problem };
}

describe("POST /v1/decide?explain=", () => {
	it("says so where the version has no debug rendition here, and how to do without", async () => {
		const { status, body } = await decide("?explain=fails");
		expect({ status, code: body.code }).toEqual({ status: 409, code: "conflict" });
		expect(body.detail).toContain("edict policy explain");
	});

	it("tells by the debug rendition of the stored version, at each level", async () => {
		await publish("guard", await readReleaseFiles("bundles/baseline"));
		const { status, body } = await decide("?explain=fails");
		expect({ status, decision: body.decision, dry: body.dry_run }).toEqual({ status: 200, decision: "allow", dry: true });
		const rule = body.explanation?.rules.find((one) => one.rule === "data.guard.rules.privacy.pii_in_output.findings");
		expect(rule).toMatchObject({ outcome: "stopped", stops: [{ expression: "count(signals.pii) > 0", times: 1 }] });
		expect(body.explanation?.trace.some((event) => "locals" in event)).toBe(false);

		const full = (await decide("?explain=full")).body.explanation as Explanation;
		expect(full.trace.some(({ locals }) => (locals ?? []).length > 0)).toBe(true);
		expect(full.pretty[0]).toMatch(/^guard\/decision\/decision\.rego:\d+ +Enter data\.guard\.decision\.decision$/);
		expect((await decide("?explain=notes")).body.explanation?.trace).toEqual([]);
	}, 60_000);

	it("holds no content", async () => {
		const body = { ...REQUEST, content: [{ role: "assistant", text: "Write to zebra@example.com" }] };
		const { explanation } = (await decide("?explain=full", { body })).body;
		expect(explanation?.rules.find(({ rule }) => rule.includes("pii_in_output.findings"))?.outcome).toBe("fired");
		expect(JSON.stringify(explanation)).not.toContain("zebra");
	});

	it("is not for apps, and of dry runs only", async () => {
		expect(await decide("?explain=full", { role: "app" })).toMatchObject({ status: 403, body: { code: "forbidden" } });
		const recorded = { ...REQUEST, dry_run: false };
		expect(await decide("?explain=full", { body: recorded })).toMatchObject({ status: 422, body: { code: "invalid-request" } });
		expect(await decide("?explain=all")).toMatchObject({ status: 422, body: { code: "invalid-request" } });
		expect((await decide("")).body).not.toHaveProperty("explanation");
	});
});

describe("/v1/data?explain=", () => {
	beforeAll(async () => {
		const folder = await mkdtemp(join(tmpdir(), "edict-shop-"));
		try {
			await writeFile(join(folder, ".manifest"), '{"roots": ["shop"], "revision": "1"}');
			await writeFile(join(folder, "shop.rego"), SHOP);
			await writeFile(join(folder, "data.json"), '{"shop": {"readers": ["clerk"]}}');
			const { files, digest } = await buildGeneral(folder);
			await publish("shop", files);
			const active = await send("POST", "/v1/policies/shop/activate", { channel: "stable", digest, reason: "Test" });
			if (!active.ok) throw new Error(await active.text());
		} finally {
			await rm(folder, { recursive: true });
		}
	}, 60_000);

	type Answer = { result?: unknown; explanation?: unknown; warning?: { message: string } };
	async function ask(path: string, role: "app" | "operator"): Promise<Answer> {
		const body = { input: { method: "GET", roles: ["guest"] } };
		return (await (await service.send("POST", path, { key: service.local.keys[role], body })).json()) as Answer;
	}

	it("tells as OPA does: events, or lines", async () => {
		await expect.poll(async () => (await ask("/v1/data/shop/allow", "operator")).result, { timeout: 5_000 }).toBe(false);
		const { result, explanation } = await ask("/v1/data/shop/allow?explain=full", "operator");
		expect(result).toBe(false);
		expect(explanation).toContainEqual(expect.objectContaining({ op: "fail", node: "role in data.shop.readers" }));
		const lines = (await ask("/v1/data/shop/allow?explain=full&pretty", "operator")).explanation;
		expect(lines).toContainEqual(expect.stringMatching(/^shop\.rego:9 +\| Fail role in data\.shop\.readers \{role: "guest"\}$/));
		const notes = (await ask("/v1/data/shop/allow?explain=notes&pretty", "operator")).explanation;
		expect(notes).toEqual(['shop.rego:7  Note "method GET"']);
	});

	it("is not for apps, which get the answer and a warning", async () => {
		const { result, explanation, warning } = await ask("/v1/data/shop/allow?explain=full", "app");
		expect({ result, explanation }).toEqual({ result: false, explanation: undefined });
		expect(warning?.message).toContain("not for the key of an app");
	});
});
